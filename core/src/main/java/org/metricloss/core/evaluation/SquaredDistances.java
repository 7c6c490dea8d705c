package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Squared Euclidean distances from rows to all rows of a reference set.
 *
 * <p>The references are held column by column in tiles, so that the inner loop runs over references: the compiler
 * vectorises it while each distance is still summed over the coordinates in their order. Every distance is therefore
 * bitwise equal to the result of the plain loop {@code sum += (a - b) * (a - b)}, including ties, and avoids the
 * cancellation of {@code |a|^2 + |b|^2 - 2ab}. {@value #TOGETHER} rows are processed together, because reading a tile
 * from the cache is slower than the arithmetic. Immutable and thread-safe.
 */
final class SquaredDistances {
    /** References per tile. A tile of 128 coordinates fits into the second-level cache of a core. */
    static final int TILE = 512;

    /** The number of rows that are processed together. */
    static final int TOGETHER = 4;

    private final int references;
    private final int dimension;
    /** [tile][coordinate][reference in tile], padded with zeros to an even number of coordinates and to whole tiles. */
    private final double[][][] tiles;

    SquaredDistances(Embeddings references) {
        this(references, IntStream.range(0, references.rows()).toArray());
    }

    /** @param order the rows of the samples that are the references, in order */
    SquaredDistances(Embeddings samples, int[] order) {
        this.references = order.length;
        this.dimension = samples.dimension();
        this.tiles = new double[(this.references + TILE - 1) / TILE][dimension + dimension % 2][TILE];
        for (int row = 0; row < this.references; row++) {
            double[][] tile = tiles[row / TILE];
            for (int k = 0; k < dimension; k++) {
                tile[k][row % TILE] = samples.value(order[row], k);
            }
        }
    }

    /** {@return the number of tiles} */
    int tiles() {
        return tiles.length;
    }

    /** {@return one past the last reference of a tile, whose first is {@code tile * TILE}} */
    int end(int tile) {
        return Math.min(references, (tile + 1) * TILE);
    }

    /**
     * {@return {@value #TOGETHER} rows in the form that {@link #tile} reads; the last is repeated if there are fewer}
     *
     * @param rows rows of the references' dimension
     * @param from the first row
     * @param to one past the last row; rows beyond {@value #TOGETHER} are ignored
     */
    double[][] together(Embeddings rows, int from, int to) {
        double[][] together = new double[TOGETHER][dimension + dimension % 2];
        for (int i = 0; i < TOGETHER; i++) {
            for (int k = 0; k < dimension; k++) {
                together[i][k] = rows.value(Math.min(from + i, to - 1), k);
            }
        }
        return together;
    }

    /**
     * Computes the squared distances of some rows from the references of one tile.
     *
     * @param rows the rows in the form that {@link #together} returns
     * @param tile the tile
     * @param overwritten {@code TOGETHER * TILE} numbers: the distances of the first row, of the second, and so on; the
     *     contents after the last reference are undefined
     */
    void tile(double[][] rows, int tile, double[] overwritten) {
        double[][] columns = tiles[tile];
        Arrays.fill(overwritten, 0, TOGETHER * TILE, 0);
        for (int k = 0; k < columns.length; k += 2) {
            addTwo(
                    overwritten,
                    columns[k],
                    columns[k + 1],
                    rows[0][k],
                    rows[0][k + 1],
                    rows[1][k],
                    rows[1][k + 1],
                    rows[2][k],
                    rows[2][k + 1],
                    rows[3][k],
                    rows[3][k + 1]);
        }
    }

    /**
     * Computes the squared distances of one row from the references of one tile.
     *
     * @param row the row in the form that {@link #together} returns
     * @param tile the tile
     * @param overwritten {@code TILE} numbers; the contents after the last reference are undefined
     */
    void tile(double[] row, int tile, double[] overwritten) {
        double[][] columns = tiles[tile];
        Arrays.fill(overwritten, 0, TILE, 0);
        for (int k = 0; k < columns.length; k += 2) {
            addTwo(overwritten, columns[k], columns[k + 1], row[k], row[k + 1]);
        }
    }

    private static void addTwo(double[] sums, double[] column0, double[] column1, double a0, double a1) {
        for (int j = 0; j < TILE; j++) {
            double first = a0 - column0[j];
            double second = a1 - column1[j];
            sums[j] = sums[j] + first * first + second * second;
        }
    }

    /**
     * Adds two coordinates, one after the other, to the sums of four rows. The sums share one array at constant
     * offsets, because the compiler vectorises the loop in this form.
     */
    private static void addTwo(
            double[] sums,
            double[] column0,
            double[] column1,
            double a0,
            double a1,
            double b0,
            double b1,
            double c0,
            double c1,
            double d0,
            double d1) {
        for (int j = 0; j < TILE; j++) {
            double first = column0[j];
            double second = column1[j];
            double ofA0 = a0 - first;
            double ofA1 = a1 - second;
            double ofB0 = b0 - first;
            double ofB1 = b1 - second;
            double ofC0 = c0 - first;
            double ofC1 = c1 - second;
            double ofD0 = d0 - first;
            double ofD1 = d1 - second;
            sums[j] = sums[j] + ofA0 * ofA0 + ofA1 * ofA1;
            sums[j + TILE] = sums[j + TILE] + ofB0 * ofB0 + ofB1 * ofB1;
            sums[j + 2 * TILE] = sums[j + 2 * TILE] + ofC0 * ofC0 + ofC1 * ofC1;
            sums[j + 3 * TILE] = sums[j + 3 * TILE] + ofD0 * ofD0 + ofD1 * ofD1;
        }
    }

    /**
     * Computes the squared distances of some rows from some references.
     *
     * @param rows rows of the references' dimension
     * @param from the first row
     * @param to one past the last row
     * @param firstReference the first reference that is needed
     * @param endReference one past the last; entries outside this range may be overwritten
     * @param overwritten one array per row, at least {@code to - from}, each as long as there are references
     */
    void of(Embeddings rows, int from, int to, int firstReference, int endReference, double[][] overwritten) {
        double[] sums = new double[TOGETHER * TILE];
        double[][][] groups = new double[(to - from + TOGETHER - 1) / TOGETHER][][];
        for (int group = 0; group < groups.length; group++) {
            groups[group] = together(rows, from + group * TOGETHER, to);
        }
        for (int tile = firstReference / TILE; tile * TILE < endReference; tile++) {
            int first = tile * TILE;
            for (int group = 0; group < groups.length; group++) {
                tile(groups[group], tile, sums);
                int row = group * TOGETHER;
                for (int i = 0; i < TOGETHER && row + i < to - from; i++) {
                    System.arraycopy(sums, i * TILE, overwritten[row + i], first, end(tile) - first);
                }
            }
        }
    }
}
