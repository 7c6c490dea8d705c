package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Squared Euclidean distances from query rows to all rows of a reference set.
 *
 * <p>The references are held column by column in tiles, so that the inner loop runs over references: it is vectorised by
 * the compiler while each distance is still summed over the coordinates in their order. Every distance is therefore
 * bitwise the one that the plain loop {@code sum += (a - b) * (a - b)} gives, ties included, without the cancellation of
 * {@code |a|^2 + |b|^2 - 2ab}. Immutable and thread-safe.
 */
final class SquaredDistances {
    /** References per tile: a tile of 64 coordinates fits a core's cache. */
    static final int TILE = 512;

    private final int references;
    private final int dimension;
    /** [tile][coordinate][reference in tile]. */
    private final double[][][] tiles;

    SquaredDistances(Embeddings references) {
        this.references = references.rows();
        this.dimension = references.dimension();
        this.tiles = new double[(this.references + TILE - 1) / TILE][dimension][];
        for (int tile = 0; tile < tiles.length; tile++) {
            int first = tile * TILE;
            int width = Math.min(TILE, this.references - first);
            for (int k = 0; k < dimension; k++) {
                double[] column = new double[width];
                for (int j = 0; j < width; j++) {
                    column[j] = references.value(first + j, k);
                }
                tiles[tile][k] = column;
            }
        }
    }

    /** {@return the number of reference rows} */
    int references() {
        return references;
    }

    /**
     * Computes the squared distances of some queries to all references.
     *
     * @param queries rows of the references' dimension
     * @param from the first query
     * @param to one past the last query
     * @param overwritten one array per query, at least {@code to - from}, each as long as there are references
     */
    void of(Embeddings queries, int from, int to, double[][] overwritten) {
        of(queries, from, to, 0, references, overwritten);
    }

    /**
     * Computes the squared distances of some queries to some references.
     *
     * @param queries rows of the references' dimension
     * @param from the first query
     * @param to one past the last query
     * @param firstReference the first reference that is needed
     * @param endReference one past the last; entries outside these are not all left as they are
     * @param overwritten one array per query, at least {@code to - from}, each as long as there are references
     */
    void of(Embeddings queries, int from, int to, int firstReference, int endReference, double[][] overwritten) {
        double[] sums = new double[TILE];
        for (int tile = firstReference / TILE; tile * TILE < endReference; tile++) {
            int first = tile * TILE;
            int width = Math.min(TILE, references - first);
            for (int query = from; query < to; query++) {
                sumSquares(queries, query, tiles[tile], width, sums);
                System.arraycopy(sums, 0, overwritten[query - from], first, width);
            }
        }
    }

    private void sumSquares(Embeddings queries, int row, double[][] columns, int width, double[] sums) {
        Arrays.fill(sums, 0, width, 0);
        int k = 0;
        for (; k + 4 <= dimension; k += 4) {
            addFour(
                    sums,
                    width,
                    columns[k],
                    queries.value(row, k),
                    columns[k + 1],
                    queries.value(row, k + 1),
                    columns[k + 2],
                    queries.value(row, k + 2),
                    columns[k + 3],
                    queries.value(row, k + 3));
        }
        for (; k < dimension; k++) {
            addOne(sums, width, columns[k], queries.value(row, k));
        }
    }

    private static void addOne(double[] sums, int width, double[] column, double q) {
        for (int j = 0; j < width; j++) {
            double difference = q - column[j];
            sums[j] += difference * difference;
        }
    }

    /** Four coordinates per load and store of the sum; added one after the other, as in {@link #addOne}. */
    private static void addFour(
            double[] sums,
            int width,
            double[] column0,
            double q0,
            double[] column1,
            double q1,
            double[] column2,
            double q2,
            double[] column3,
            double q3) {
        for (int j = 0; j < width; j++) {
            double difference0 = q0 - column0[j];
            double difference1 = q1 - column1[j];
            double difference2 = q2 - column2[j];
            double difference3 = q3 - column3[j];
            sums[j] = sums[j]
                    + difference0 * difference0
                    + difference1 * difference1
                    + difference2 * difference2
                    + difference3 * difference3;
        }
    }
}
