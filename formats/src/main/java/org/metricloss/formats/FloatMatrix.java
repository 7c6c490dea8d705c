package org.metricloss.formats;

/**
 * Rows of 32-bit numbers that were read from a file.
 *
 * @param values [rows, columns], row-major. The array is not copied, because it may fill much of the memory; it must not
 *     be changed.
 * @param rows the number of rows, at least 0
 * @param columns the number of columns, at least 0
 */
public record FloatMatrix(float[] values, int rows, int columns) {
    /** @throws IllegalArgumentException if the array does not have rows x columns values */
    public FloatMatrix {
        if (values.length != (long) rows * columns) {
            throw new IllegalArgumentException(
                    "%s rows of %s columns need as many values, got %s".formatted(rows, columns, values.length));
        }
    }
}
