package org.metricloss.datasets;

/** A decoded image, row by row. */
interface PixelRows {
    int height();

    int width();

    /** {@return whether each pixel has a single grey value} */
    boolean isGrey();

    /**
     * Reads a row.
     *
     * @param y the row
     * @param values receives the grey value, or the red, green and blue values, of each pixel, from 0 to 255
     */
    void read(int y, float[] values);

    /** {@return the number of values of a pixel} */
    default int channels() {
        return isGrey() ? 1 : 3;
    }
}
