package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The embeddings of n samples and their labels: n rows of d finite values, row-major, held in double precision.
 *
 * <p>Labels are any integers; they need not be contiguous. Immutable.
 */
public final class Embeddings {
    /** The greatest magnitude of a value. It keeps squared distances finite for up to 10^7 columns. */
    public static final double MAX_MAGNITUDE = 1e150;

    /** The least norm by which a row is divided, so that a row of zeros stays a row of zeros. */
    private static final double MIN_NORM = 1e-12;

    private final double[] values;
    private final int dimension;
    private final int[] labels;

    /** Takes ownership of the arrays. */
    private Embeddings(double[] values, int dimension, int[] labels) {
        this.values = values;
        this.dimension = dimension;
        this.labels = labels;
        checkShape();
        checkValues();
    }

    /**
     * {@return the embeddings}
     *
     * @param values n * dimension values, row-major; copied
     * @param dimension d, the length of a row, at least 1
     * @param labels n labels, at least 1; copied
     * @throws IllegalArgumentException if the lengths do not match, there is no row, or a value is not finite or
     *     exceeds {@link #MAX_MAGNITUDE}
     */
    public static Embeddings of(double[] values, int dimension, int[] labels) {
        return new Embeddings(values.clone(), dimension, labels.clone());
    }

    /**
     * {@return the embeddings}
     *
     * @param values n * dimension values, row-major; copied
     * @param dimension d, the length of a row, at least 1
     * @param labels n labels, at least 1; copied
     * @throws IllegalArgumentException as {@link #of(double[], int, int[])}
     */
    public static Embeddings of(float[] values, int dimension, int[] labels) {
        double[] widened = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            widened[i] = values[i];
        }
        return new Embeddings(widened, dimension, labels.clone());
    }

    /**
     * {@return the embeddings}
     *
     * @param rows n rows of d values; copied
     * @param labels n labels, at least 1; copied
     * @throws IllegalArgumentException if rows differ in length, or as {@link #of(double[], int, int[])}
     */
    public static Embeddings of(float[][] rows, int[] labels) {
        int dimension = rows.length == 0 ? 1 : rows[0].length;
        double[] values = new double[Math.multiplyExact(rows.length, dimension)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != dimension) {
                throw new IllegalArgumentException("rows must have the same length, got %s in row 0 and %s in row %s"
                        .formatted(dimension, rows[row].length, row));
            }
            for (int column = 0; column < dimension; column++) {
                values[row * dimension + column] = rows[row][column];
            }
        }
        return new Embeddings(values, dimension, labels.clone());
    }

    /** {@return n, the number of samples, at least 1} */
    public int rows() {
        return labels.length;
    }

    /** {@return d, the length of an embedding, at least 1} */
    public int dimension() {
        return dimension;
    }

    /**
     * {@return the label of a sample}
     *
     * @param row a sample, 0 .. n-1
     */
    public int label(int row) {
        return labels[row];
    }

    /** {@return a copy of the n labels} */
    public int[] labels() {
        return labels.clone();
    }

    /** {@return the distinct labels in ascending order} */
    public int[] classes() {
        return Arrays.stream(labels).distinct().sorted().toArray();
    }

    /**
     * {@return the value}
     *
     * @param row a sample, 0 .. n-1
     * @param column a coordinate, 0 .. d-1
     */
    public double value(int row, int column) {
        Objects.checkIndex(column, dimension);
        return values[row * dimension + column];
    }

    /**
     * {@return the squared Euclidean distance between a row of these embeddings and a row of others, summed in the
     * order of the coordinates}
     */
    double squaredDistance(int row, Embeddings others, int otherRow) {
        double sum = 0;
        for (int k = 0; k < dimension; k++) {
            double difference = values[row * dimension + k] - others.values[otherRow * dimension + k];
            sum += difference * difference;
        }
        return sum;
    }

    /**
     * Copies coordinates of a row.
     *
     * @param row the row
     * @param from the first coordinate
     * @param count how many coordinates
     * @param target receives them at its first places
     */
    void copy(int row, int from, int count, double[] target) {
        System.arraycopy(values, row * dimension + from, target, 0, count);
    }

    /** {@return the same samples with rows divided by max(norm, 1e-12); a row of zeros stays zero} */
    public Embeddings l2Normalised() {
        double[] normalised = new double[values.length];
        for (int row = 0; row < rows(); row++) {
            int start = row * dimension;
            double squaredNorm = 0;
            for (int i = start; i < start + dimension; i++) {
                squaredNorm += values[i] * values[i];
            }
            double divisor = Math.max(Math.sqrt(squaredNorm), MIN_NORM);
            for (int i = start; i < start + dimension; i++) {
                normalised[i] = values[i] / divisor;
            }
        }
        return new Embeddings(normalised, dimension, labels);
    }

    /** {@return the same samples with other labels, one for each} */
    Embeddings labelled(int[] newLabels) {
        return new Embeddings(values, dimension, newLabels.clone());
    }

    /** {@return the same samples ordered by ascending class; within a class they keep their order} */
    Embeddings classByClass() {
        return reordered(rowsByClass());
    }

    /** {@return the row numbers ordered by ascending class, and ascending within a class} */
    int[] rowsByClass() {
        return IntStream.range(0, rows())
                .boxed()
                .sorted(Comparator.comparingInt(row -> labels[row]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** {@return some of the samples, or all, in another order} */
    Embeddings reordered(int[] order) {
        double[] reordered = new double[order.length * dimension];
        int[] reorderedLabels = new int[order.length];
        for (int row = 0; row < order.length; row++) {
            System.arraycopy(values, order[row] * dimension, reordered, row * dimension, dimension);
            reorderedLabels[row] = labels[order[row]];
        }
        return new Embeddings(reordered, dimension, reorderedLabels);
    }

    private void checkShape() {
        if (dimension < 1) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
        if (labels.length == 0) {
            throw new IllegalArgumentException("embeddings must have at least one row, got none");
        }
        if ((long) labels.length * dimension != values.length) {
            throw new IllegalArgumentException(labels.length + " labels and dimension " + dimension + " need "
                    + (long) labels.length * dimension + " values, got " + values.length);
        }
    }

    private void checkValues() {
        for (int i = 0; i < values.length; i++) {
            if (!(Math.abs(values[i]) <= MAX_MAGNITUDE)) {
                throw new IllegalArgumentException("embeddings must be finite and at most " + MAX_MAGNITUDE
                        + " in magnitude, got " + values[i] + " in row " + i / dimension + ", column " + i % dimension);
            }
        }
    }
}
