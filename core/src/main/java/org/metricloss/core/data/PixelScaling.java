package org.metricloss.core.data;

/**
 * Maps a pixel value x to a network input: (x - offset) / scale, computed in double and rounded to float once.
 *
 * @param offset the number subtracted first, in pixel values; finite
 * @param scale the divisor, in pixel values; finite and above 0
 * @see Normalization the named scalings
 */
public record PixelScaling(double offset, double scale) {
    /** @throws IllegalArgumentException if the offset is not finite, or the scale not finite and above 0 */
    public PixelScaling {
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset must be finite, got " + offset);
        }
        if (!(scale > 0 && Double.isFinite(scale))) {
            throw new IllegalArgumentException("scale must be finite and > 0, got " + scale);
        }
    }

    /**
     * {@return the scaled value}
     *
     * @param pixel a pixel value
     */
    public float apply(int pixel) {
        return (float) ((pixel - offset) / scale);
    }

    /** {@return the scaled value of every pixel value from 0 to 255} */
    float[] table() {
        float[] scaled = new float[ImageSet.MAX_PIXEL + 1];
        for (int pixel = 0; pixel < scaled.length; pixel++) {
            scaled[pixel] = apply(pixel);
        }
        return scaled;
    }
}
