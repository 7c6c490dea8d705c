package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * The fraction of samples that are near the border between their two best classes, whatever their own class: the lead of the
 * best class over the second is less than a width.
 *
 * <p>The lead is in [0, 1], 0 on the border. For a classifier it is p1 - p2, the difference between the two largest
 * probabilities, the softmax of the logits. For class centers it is (d2 - d1) / (d2 + d1), with the Euclidean distances d1
 * &lt;= d2 to the two nearest centers: the difference between two probabilities that are inversely proportional to the distances.
 * It does not change if all embeddings are scaled. If both distances are 0, it is 0.
 */
public final class BorderShare {
    private BorderShare() {}

    /**
     * {@return the share of samples whose lead is less than the width, in [0, 1]}
     *
     * @param leads the lead of each sample, at least one
     * @param width above 0 and at most 1
     * @throws IllegalArgumentException if there is no sample, a lead is NaN or the width out of range
     */
    public static double of(double[] leads, double width) {
        if (!(width > 0 && width <= 1)) {
            throw new IllegalArgumentException("width must be > 0 and <= 1, got " + width);
        }
        if (leads.length == 0 || DoubleStream.of(leads).anyMatch(Double::isNaN)) {
            throw new IllegalArgumentException("there must be leads, none of them NaN");
        }
        return (double) DoubleStream.of(leads).filter(lead -> lead < width).count() / leads.length;
    }

    /**
     * {@return the lead of each sample by the probabilities of a classifier; 1 if there is only one class}
     *
     * @param logits [n, classes], row-major
     * @param n how many samples
     * @throws IllegalArgumentException if a logit is NaN or infinite
     */
    public static double[] leadsOfLogits(float[] logits, int n) {
        double[] leads = new double[n];
        int classes = n == 0 ? 0 : logits.length / n;
        for (int i = 0; i < n; i++) {
            leads[i] = lead(logits, i * classes, classes);
        }
        return leads;
    }

    private static double lead(float[] logits, int from, int classes) {
        double best = Double.NEGATIVE_INFINITY;
        double second = Double.NEGATIVE_INFINITY;
        for (int i = from; i < from + classes; i++) {
            if (!Float.isFinite(logits[i])) {
                throw new IllegalArgumentException("logits must be finite, got " + logits[i]);
            }
            second = Math.max(second, Math.min(best, logits[i]));
            best = Math.max(best, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + classes; i++) {
            sum += Math.exp(logits[i] - best);
        }
        return (1 - Math.exp(second - best)) / sum;
    }

    /**
     * {@return the lead of each query by the distances to the two nearest class centers}
     *
     * <p>The centers are the means of the references. With {@link Distance#COSINE} queries and references are L2-normalised
     * first, and the centers are normalised too.
     *
     * @param queries the queries
     * @param references samples of at least two classes; they have the same dimension
     * @param distance the distance in which the embeddings are compared
     * @param threads the number of threads, at least 1; it does not affect the result
     * @throws IllegalArgumentException if there are fewer than two classes, threads is less than 1 or the dimensions differ
     */
    public static double[] leadsOfCenters(Embeddings queries, Embeddings references, Distance distance, int threads) {
        Embeddings centers = distance.inEuclideanSpace(ClassCenters.of(distance.inEuclideanSpace(references)));
        if (centers.rows() < 2) {
            throw new IllegalArgumentException("there must be centers of at least two classes, got " + centers.rows());
        }
        Neighbours nearest = Neighbours.of(distance.inEuclideanSpace(queries), centers, 2, Distance.EUCLIDEAN, threads);
        return Arrays.stream(nearest.distances())
                .mapToDouble(pair -> pair[1] > 0 ? (pair[1] - pair[0]) / (pair[1] + pair[0]) : 0)
                .toArray();
    }
}
