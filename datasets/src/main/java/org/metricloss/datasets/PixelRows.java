package org.metricloss.datasets;

/** A decoded image, row by row. */
interface PixelRows {
    int height();

    int width();

    /** {@return whether each pixel has a single value, that of grey} */
    boolean isGrey();

    /**
     * Reads a row.
     *
     * @param y the row
     * @param values receives for each pixel its grey, or its red, green and blue, from 0 to 255
     */
    void read(int y, float[] values);

    /** {@return how many values a pixel has} */
    default int channels() {
        return isGrey() ? 1 : 3;
    }
}
