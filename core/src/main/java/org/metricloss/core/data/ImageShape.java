package org.metricloss.core.data;

import org.metricloss.core.array.Shape;

/**
 * The shape of one image, channel first.
 *
 * @param channels 1 for grey, 3 for colour; at least 1
 * @param height rows, at least 1
 * @param width columns, at least 1
 */
public record ImageShape(int channels, int height, int width) {
    /** @throws IllegalArgumentException if a side is below 1 or the image has 2^31 values or more */
    public ImageShape {
        if (!(channels > 0 && height > 0 && width > 0)) {
            throw new IllegalArgumentException(
                    "channels, height and width must be > 0, got " + channels + " x " + height + " x " + width);
        }
        // The product of two ints is exact in a long. A product of three could overflow, so this divides instead.
        if ((long) height * width > Integer.MAX_VALUE / channels) {
            throw new IllegalArgumentException(
                    "an image must have fewer than 2^31 values, got " + channels + " x " + height + " x " + width);
        }
    }

    /** {@return the shape of a one-channel image} */
    public static ImageShape grey(int height, int width) {
        return new ImageShape(1, height, width);
    }

    /** {@return channels x height x width} */
    public int values() {
        return channels * height * width;
    }

    /** {@return [channels, height, width], the form that networks take} */
    public Shape toShape() {
        return Shape.of(channels, height, width);
    }

    @Override
    public String toString() {
        return channels + "x" + height + "x" + width;
    }
}
