package org.metricloss.datasets;

import org.metricloss.core.data.ImageShape;

/**
 * How image files become images of a data set.
 *
 * @param height the height that images are resized to, 1 to {@value #MAX_SIDE}
 * @param width the width that images are resized to, 1 to {@value #MAX_SIDE}
 * @param color whether images have three channels or one
 */
public record ImageSettings(int height, int width, boolean color) {
    /** The greatest height and width. */
    public static final int MAX_SIDE = 1024;

    /** The default: 28x28 grey images. */
    public static final ImageSettings DEFAULT = new ImageSettings(28, 28, false);

    /** @throws IllegalArgumentException if a number is out of its range */
    public ImageSettings {
        if (!(height >= 1 && height <= MAX_SIDE && width >= 1 && width <= MAX_SIDE)) {
            throw new IllegalArgumentException(
                    "height and width must be from 1 to " + MAX_SIDE + ", got " + height + " and " + width);
        }
    }

    /**
     * {@return the settings with which image files are decoded to a shape}
     *
     * @param shape the shape, of one channel or three
     */
    public static ImageSettings ofShape(ImageShape shape) {
        return new ImageSettings(shape.height(), shape.width(), shape.channels() == 3);
    }

    /** {@return the shape of the images} */
    public ImageShape shape() {
        return new ImageShape(channels(), height, width);
    }

    /**
     * {@return what determines the pixels of a decoded image, as text: the settings and the version of the decoder. Images
     * that were decoded with another text are not reused}
     */
    String ofPixels() {
        return "%sx%sx%s version %s".formatted(channels(), height, width, ImageDecoder.VERSION);
    }

    /** {@return the number of channels of an image} */
    int channels() {
        return color ? 3 : 1;
    }
}
