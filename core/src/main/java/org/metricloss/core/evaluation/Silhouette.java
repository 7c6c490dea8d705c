package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Sums;

/**
 * The mean silhouette of the classes (Rousseeuw, 1987): for each sample {@code (b - a) / max(a, b)}, where a is its
 * mean distance to the other members of its class and b is the least mean distance to another class. It is 0 for a
 * sample that is alone in its class, and if a and b are both 0.
 *
 * <p>Each distance is computed once and used for both samples. Rows are processed in chunks, class by class, against
 * the tiles from their own class onwards. A row's own sums cover the classes after its own. The sums over the rows of a
 * class, column by column, belong to the samples of the columns. Memory in addition to the data is O(n + chunk *
 * classes).
 */
public final class Silhouette {
    /** The number of rows that are processed against all tiles at a time. */
    private static final int CHUNK = 64;

    private static final int TILE = SquaredDistances.TILE;

    private final Embeddings samples;
    private final SquaredDistances squaredDistances;
    private final int threads;
    /** The class of each row, counted from 0, and the start of each class, followed by n. */
    private final int[] classOf;

    private final int[] starts;
    private final Segments segments;
    /** The least mean distance of each row to another class. */
    private final double[] nearestOther;
    /** The sum of each row's distances to its own class. */
    private final double[] within;
    /** The sum of each column over the rows so far of the current class. */
    private final double[] columns;

    private Silhouette(Embeddings classByClass, int threads) {
        int n = classByClass.rows();
        this.samples = classByClass;
        this.squaredDistances = new SquaredDistances(classByClass);
        this.threads = threads;
        this.classOf = new int[n];
        for (int row = 1; row < n; row++) {
            classOf[row] = classOf[row - 1] + (classByClass.label(row) == classByClass.label(row - 1) ? 0 : 1);
        }
        this.starts = new int[classOf[n - 1] + 2];
        for (int row = 0; row < n; row++) {
            starts[classOf[row] + 1] = row + 1;
        }
        this.segments = new Segments(starts, n);
        this.nearestOther = new double[n];
        Arrays.fill(nearestOther, Double.POSITIVE_INFINITY);
        this.within = new double[n];
        this.columns = new double[n];
    }

    /**
     * {@return the mean over all samples, in [-1, 1]; empty if there is only one class}
     *
     * @param samples n samples
     * @param distance euclidean, or cosine for the Euclidean distance of the L2-normalised rows
     * @param threads the number of threads, at least 1; it does not affect the value
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static OptionalDouble of(Embeddings samples, Distance distance, int threads) {
        return of(samples, distance, threads, EvaluationProgress.NONE);
    }

    /**
     * Computes the same as {@link #of(Embeddings, Distance, int)} and reports progress.
     *
     * @param progress receives the number of distances that are done
     */
    public static OptionalDouble of(Embeddings samples, Distance distance, int threads, EvaluationProgress progress) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        if (samples.classes().length < 2) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                new Silhouette(distance.inEuclideanSpace(samples).classByClass(), threads).mean(progress));
    }

    private double mean(EvaluationProgress progress) {
        int n = classOf.length;
        double[][] parts = new double[Math.min(CHUNK, n)][segments.count()];
        for (int from = 0; from < n; from += CHUNK) {
            int to = Math.min(n, from + CHUNK);
            take(from, to, parts);
            long left = n - to;
            progress.at("silhouette", (long) n * n - left * left, (long) n * n);
        }
        double sum = 0;
        for (int row = 0; row < n; row++) {
            sum += silhouette(row);
        }
        return sum / n;
    }

    private double silhouette(int row) {
        int others = starts[classOf[row] + 1] - starts[classOf[row]] - 1;
        if (others == 0) {
            return 0;
        }
        double own = within[row] / others;
        double greater = Math.max(own, nearestOther[row]);
        return greater == 0 ? 0 : (nearestOther[row] - own) / greater;
    }

    private void take(int from, int to, double[][] parts) {
        double[][][] together = new double[(to - from + SquaredDistances.TOGETHER - 1) / SquaredDistances.TOGETHER][][];
        for (int group = 0; group < together.length; group++) {
            together[group] = squaredDistances.together(samples, from + group * SquaredDistances.TOGETHER, to);
        }
        int firstTile = starts[classOf[from]] / TILE;
        Parallel.blocks(threads, squaredDistances.tiles() - firstTile, 1, () -> {
            double[] distances = new double[SquaredDistances.TOGETHER * TILE];
            return (first, end) -> {
                for (int tile = firstTile + first; tile < firstTile + end; tile++) {
                    for (int group = 0; group < together.length; group++) {
                        squaredDistances.tile(together[group], tile, distances);
                        takeRoots(distances);
                        int row = from + group * SquaredDistances.TOGETHER;
                        for (int i = 0; i < SquaredDistances.TOGETHER && row + i < to; i++) {
                            add(row + i, tile, distances, i * TILE, parts[row + i - from]);
                        }
                    }
                }
            };
        });
        Parallel.rows(
                threads, to - from, Parallel.grain(segments.count()), () -> i -> nearestBehind(from + i, parts[i]));
    }

    /** This is a separate method because the compiler vectorises the loop in this form. */
    private static void takeRoots(double[] overwritten) {
        for (int j = 0; j < overwritten.length; j++) {
            overwritten[j] = Math.sqrt(overwritten[j]);
        }
    }

    /** Adds a row's distances from the samples of a tile to the row's sums and to the samples' sums. */
    private void add(int row, int tile, double[] distances, int at, double[] parts) {
        int ownClass = classOf[row];
        int first = tile * TILE;
        int end = squaredDistances.end(tile);
        for (int segment = segments.first(tile); segment < segments.first(tile + 1); segment++) {
            if (segments.classOf(segment) > ownClass) {
                parts[segment] =
                        Sums.of(distances, at + segments.from(segment) - first, at + segments.to(segment) - first);
            }
        }
        addColumns(distances, at, columns, first, end - first);
        if (row + 1 == starts[ownClass + 1]) {
            endClass(ownClass, first, end);
        }
    }

    private static void addColumns(double[] distances, int at, double[] columns, int first, int width) {
        for (int j = 0; j < width; j++) {
            columns[first + j] += distances[at + j];
        }
    }

    /** Evaluates the sums over all rows of a class for the columns of a tile. */
    private void endClass(int ended, int first, int end) {
        int size = starts[ended + 1] - starts[ended];
        for (int j = Math.max(first, starts[ended]); j < end; j++) {
            if (j < starts[ended + 1]) {
                within[j] = columns[j];
            } else {
                nearestOther[j] = Math.min(nearestOther[j], columns[j] / size);
            }
        }
        Arrays.fill(columns, first, end, 0);
    }

    /** Evaluates a row's sums over the classes after its own. */
    private void nearestBehind(int row, double[] parts) {
        int segment = segments.firstBehind(starts[classOf[row] + 1]);
        double nearest = nearestOther[row];
        for (int other = classOf[row] + 1; other + 1 < starts.length; other++) {
            double sum = 0;
            while (segment < segments.count() && segments.classOf(segment) == other) {
                sum += parts[segment++];
            }
            nearest = Math.min(nearest, sum / (starts[other + 1] - starts[other]));
        }
        nearestOther[row] = nearest;
    }

    /** The parts of classes that lie in one tile each, in order. */
    private static final class Segments {
        private final int[] from;
        private final int[] classOf;
        private final int[] firstOfTile;
        private final int count;

        Segments(int[] starts, int n) {
            int tiles = (n + TILE - 1) / TILE;
            this.from = new int[starts.length + tiles];
            this.classOf = new int[from.length];
            this.firstOfTile = new int[tiles + 1];
            int segment = 0;
            for (int row = 0, ofClass = 0; row < n; ) {
                if (row % TILE == 0) {
                    firstOfTile[row / TILE] = segment;
                }
                from[segment] = row;
                classOf[segment++] = ofClass;
                row = Math.min(starts[ofClass + 1], (row / TILE + 1) * TILE);
                ofClass += row == starts[ofClass + 1] ? 1 : 0;
            }
            this.count = segment;
            from[segment] = n;
            firstOfTile[tiles] = segment;
        }

        int count() {
            return count;
        }

        int first(int tile) {
            return firstOfTile[tile];
        }

        /** {@return the segment that begins at a row} */
        int firstBehind(int row) {
            int found = Arrays.binarySearch(from, 0, count, row);
            return found < 0 ? count : found;
        }

        int from(int segment) {
            return from[segment];
        }

        int to(int segment) {
            return from[segment + 1];
        }

        int classOf(int segment) {
            return classOf[segment];
        }
    }
}
