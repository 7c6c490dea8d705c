package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Ranking keys in single precision, with a bound on their error: {@code key(q, r) = |r|^2 - 2 q.r}, which orders the
 * references of a query as their squared distances {@code |q|^2 + key} do.
 *
 * <p>The product is what makes a search fast, and what cancels: for near neighbours the key holds few good digits.
 * Therefore it never decides alone. References whose keys differ by more than {@link #ambiguity} are in the right order;
 * the others are for double precision to tell apart. Samples are moved to the references' mean and scaled by a power of
 * two to norms of at most 1 first: that changes no order and makes the bound small. Immutable and thread-safe.
 */
final class SinglePrecisionKeys {
    /** References per tile: a tile of 128 coordinates fits a core's cache. */
    private static final int TILE = 1024;

    /** Coordinates per pass over a tile; rows are padded with zeros to a multiple of it. */
    private static final int STEP = 4;

    /** Half the distance from 1 to the next float. */
    private static final double FLOAT_ROUNDING = 0x1p-24;

    private static final double DOUBLE_ROUNDING = 0x1p-52;

    /** Below this greatest norm, squares in double precision underflow as well: nothing is certain. */
    private static final double LEAST_NORM = 1e-100;

    private final Embeddings queries;
    private final int references;
    private final int paddedDimension;
    private final double[] center;
    private final double scale;
    private final boolean certain;
    private final double greatestReferenceNorm;
    private final float[] squaredNorms;
    /** [tile][coordinate][reference in tile]. */
    private final float[][][] tiles;

    SinglePrecisionKeys(Embeddings queries, Embeddings references) {
        this.queries = queries;
        this.references = references.rows();
        this.paddedDimension = (references.dimension() + STEP - 1) / STEP * STEP;
        this.center = mean(references);
        double greatestUnscaled = Math.max(greatestNorm(references), greatestNorm(queries));
        this.certain = greatestUnscaled >= LEAST_NORM;
        this.scale = certain ? Math.scalb(1.0, -1 - Math.getExponent(greatestUnscaled)) : 1;
        this.squaredNorms = new float[this.references];
        this.tiles = new float[(this.references + TILE - 1) / TILE][paddedDimension][];
        this.greatestReferenceNorm = fillTiles(references);
    }

    private double fillTiles(Embeddings samples) {
        double greatest = 0;
        double[] moved = new double[center.length];
        for (int tile = 0; tile < tiles.length; tile++) {
            int first = tile * TILE;
            int width = Math.min(TILE, references - first);
            Arrays.setAll(tiles[tile], k -> new float[width]);
            for (int j = 0; j < width; j++) {
                double norm = move(samples, first + j, moved);
                greatest = Math.max(greatest, norm);
                squaredNorms[first + j] = (float) (norm * norm);
                for (int k = 0; k < moved.length; k++) {
                    tiles[tile][k][j] = (float) moved[k];
                }
            }
        }
        return greatest;
    }

    /** Writes the moved and scaled sample and returns its norm. */
    private double move(Embeddings samples, int row, double[] overwritten) {
        double squaredNorm = 0;
        for (int k = 0; k < center.length; k++) {
            overwritten[k] = (samples.value(row, k) - center[k]) * scale;
            squaredNorm += overwritten[k] * overwritten[k];
        }
        return Math.sqrt(squaredNorm);
    }

    private double greatestNorm(Embeddings samples) {
        double greatest = 0;
        for (int row = 0; row < samples.rows(); row++) {
            double squaredNorm = 0;
            for (int k = 0; k < center.length; k++) {
                double moved = samples.value(row, k) - center[k];
                squaredNorm += moved * moved;
            }
            greatest = Math.max(greatest, squaredNorm);
        }
        return Math.sqrt(greatest);
    }

    private static double[] mean(Embeddings samples) {
        double[] mean = new double[samples.dimension()];
        for (int row = 0; row < samples.rows(); row++) {
            for (int k = 0; k < mean.length; k++) {
                mean[k] += samples.value(row, k) / samples.rows();
            }
        }
        return mean;
    }

    /**
     * Computes the keys of some queries for all references.
     *
     * @param from the first query
     * @param to one past the last query
     * @param overwritten one array per query, at least {@code to - from}, each as long as there are references
     * @return the greatest difference of two keys of each query that does not tell which reference is nearer: at least 0,
     *     infinite where no difference does
     */
    double[] of(int from, int to, float[][] overwritten) {
        float[][] moved = new float[to - from][paddedDimension];
        double[] ambiguity = new double[to - from];
        double[] row = new double[center.length];
        for (int query = from; query < to; query++) {
            ambiguity[query - from] = ambiguity(move(queries, query, row));
            for (int k = 0; k < row.length; k++) {
                moved[query - from][k] = (float) row[k];
            }
        }
        float[] sums = new float[TILE];
        for (int tile = 0; tile < tiles.length; tile++) {
            int first = tile * TILE;
            int width = Math.min(TILE, references - first);
            for (int q = 0; q < moved.length; q++) {
                Arrays.fill(sums, 0, width, 0);
                product(sums, width, tiles[tile], moved[q]);
                finish(overwritten[q], first, width, sums);
            }
        }
        return ambiguity;
    }

    /**
     * Twice a bound on the error of a key, with u the rounding of a float, A and B the norms of query and references: the
     * dot product {@code gamma_p A B} where each product is rounded at most p times (Higham, Accuracy and Stability of
     * Numerical Algorithms, section 3.1), the rounding of its factors {@code 2u A B}, of the norm {@code u B^2} and of the
     * last subtraction {@code u (B^2 + 2 A B)}; then what double precision rounds, and what is lost where floats underflow.
     */
    private double ambiguity(double queryNorm) {
        // A product is rounded once and then takes part in two sums within its step and at most one per step.
        double rounded = (3 + paddedDimension / STEP) * FLOAT_ROUNDING;
        if (!certain || !(rounded < 0.5)) {
            return Double.POSITIVE_INFINITY;
        }
        double gamma = rounded / (1 - rounded);
        double both = queryNorm + greatestReferenceNorm;
        double error = 2 * FLOAT_ROUNDING * greatestReferenceNorm * greatestReferenceNorm
                + 2 * (gamma + 4 * FLOAT_ROUNDING) * queryNorm * greatestReferenceNorm
                + (paddedDimension + 10) * DOUBLE_ROUNDING * both * both;
        // One percent covers what is of second order in u.
        return 2 * (1.01 * error + paddedDimension * 0x1p-140);
    }

    private static void product(float[] sums, int width, float[][] columns, float[] query) {
        for (int k = 0; k < query.length; k += STEP) {
            addFour(
                    sums,
                    width,
                    columns[k],
                    query[k],
                    columns[k + 1],
                    query[k + 1],
                    columns[k + 2],
                    query[k + 2],
                    columns[k + 3],
                    query[k + 3]);
        }
    }

    /** A method of its own with one store: in this form the compiler vectorises the loop. */
    private static void addFour(
            float[] sums,
            int width,
            float[] column0,
            float q0,
            float[] column1,
            float q1,
            float[] column2,
            float q2,
            float[] column3,
            float q3) {
        for (int j = 0; j < width; j++) {
            sums[j] += (q0 * column0[j] + q1 * column1[j]) + (q2 * column2[j] + q3 * column3[j]);
        }
    }

    private void finish(float[] keys, int first, int width, float[] sums) {
        for (int j = 0; j < width; j++) {
            keys[first + j] = squaredNorms[first + j] - 2 * sums[j];
        }
    }
}
