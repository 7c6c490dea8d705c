package org.metricloss.core.augment;

import org.metricloss.core.data.ImageShape;

/** An image that is being changed: pixel values from 0 to a largest value, which need not be whole numbers. */
public final class Canvas {
    private final ImageShape shape;
    private final float maxValue;
    private float[] pixels;
    private float[] spare;

    /**
     * Creates a black image.
     *
     * @param shape the shape of the image
     * @param maxValue the largest value that a pixel may have
     */
    public Canvas(ImageShape shape, float maxValue) {
        this.shape = shape;
        this.maxValue = maxValue;
        this.pixels = new float[shape.values()];
        this.spare = new float[shape.values()];
    }

    /** {@return the image, [channels, height, width], not copied; {@link #replace} makes it another array} */
    public float[] pixels() {
        return pixels;
    }

    int channels() {
        return shape.channels();
    }

    int height() {
        return shape.height();
    }

    int width() {
        return shape.width();
    }

    /** {@return the number of pixels of one channel} */
    int area() {
        return shape.height() * shape.width();
    }

    /** {@return the pixel value of a share of the largest value} */
    float color(double share) {
        return (float) (share * maxValue);
    }

    /** Computes each pixel of a new image from the current one. */
    interface Source {
        /**
         * @param plane the current values of one channel, starting at offset
         * @param offset the position of the channel's first value
         * @param y the row of the new pixel
         * @param x the column of the new pixel
         */
        float at(float[] plane, int offset, int y, int x);
    }

    /** Replaces the image by a new one that is computed from it. */
    void replace(Source source) {
        for (int channel = 0; channel < channels(); channel++) {
            int offset = channel * area();
            int place = offset;
            for (int y = 0; y < height(); y++) {
                for (int x = 0; x < width(); x++) {
                    spare[place++] = source.at(pixels, offset, y, x);
                }
            }
        }
        float[] old = pixels;
        pixels = spare;
        spare = old;
    }

    /** Sets each value to {@code factor x value + (1 - factor) x other}, not below 0 and not above the largest value. */
    void blend(double factor, float[] others, boolean perPixel) {
        for (int i = 0; i < pixels.length; i++) {
            double other = perPixel ? others[i % area()] : others[0];
            pixels[i] = (float) Math.max(0, Math.min(maxValue, factor * pixels[i] + (1 - factor) * other));
        }
    }

    /** {@return the grey value of each pixel: 0.2989 red + 0.587 green + 0.114 blue; itself if there is one channel} */
    float[] grey() {
        int area = area();
        float[] grey = new float[area];
        for (int i = 0; i < area; i++) {
            grey[i] = channels() < 3
                    ? pixels[i]
                    : (float) (0.2989 * pixels[i] + 0.587 * pixels[area + i] + 0.114 * pixels[2 * area + i]);
        }
        return grey;
    }
}
