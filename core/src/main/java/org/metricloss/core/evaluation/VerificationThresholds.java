package org.metricloss.core.evaluation;

import java.util.Optional;

/**
 * Thresholds of the distance for deciding whether two samples are of one class: a pair is accepted if its distance is at
 * most the threshold. FAR is the share of pairs of two classes that are accepted, TAR the share of pairs of one class.
 *
 * @param samePairs the number of pairs of one class that were examined, at least 1
 * @param differentPairs the number of pairs of two classes that were examined, at least 1
 * @param equalError the distance at which FAR and 1 - TAR differ least; the smaller one of two that are equal
 * @param falseAccepts1In1000 the greatest distance of a pair with FAR at most 0.001; empty if every distance has a
 *     greater FAR
 */
public record VerificationThresholds(
        long samePairs, long differentPairs, Point equalError, Optional<Point> falseAccepts1In1000) {
    /** Of each kind, all pairs are examined if there are at most this many, otherwise this many are drawn. */
    public static final int MOST_PAIRS = 1 << 20;

    private static final double THOUSANDTH = 1e-3;

    /**
     * A threshold and its rates.
     *
     * @param distance the threshold, unsquared
     * @param far FAR, in [0, 1]
     * @param tar TAR, in [0, 1]
     */
    public record Point(double distance, double far, double tar) {}

    /**
     * Chooses the thresholds.
     *
     * @param samples the samples
     * @param distance the distance that is compared with the threshold
     * @param seed decides which pairs are drawn if there are more than {@value #MOST_PAIRS} of a kind
     * @param threads the number of threads, at least 1; it does not affect the values
     * @return the thresholds; empty if all samples are of one class or no two samples are of the same class
     */
    public static Optional<VerificationThresholds> of(Embeddings samples, Distance distance, long seed, int threads) {
        return of(samples, distance, seed, threads, MOST_PAIRS);
    }

    static Optional<VerificationThresholds> of(
            Embeddings samples, Distance distance, long seed, int threads, int mostPairs) {
        PairSample pairs = new PairSample(distance.inEuclideanSpace(samples), seed, threads);
        if (pairs.samePairs() == 0 || pairs.differentPairs() == 0) {
            return Optional.empty();
        }
        return Optional.of(of(
                PairedDistances.sorting(
                        pairs.samePairs() <= mostPairs ? pairs.allSame() : pairs.same(mostPairs),
                        pairs.differentPairs() <= mostPairs ? pairs.allDifferent() : pairs.different(mostPairs)),
                distance));
    }

    private static VerificationThresholds of(PairedDistances pairs, Distance distance) {
        double[] same = pairs.same();
        double[] different = pairs.different();
        Optional<Point> equalError = Optional.empty();
        Optional<Point> falseAccepts = Optional.empty();
        int s = 0;
        int d = 0;
        while (s < same.length || d < different.length) {
            double squared = Math.min(
                    s < same.length ? same[s] : Double.POSITIVE_INFINITY,
                    d < different.length ? different[d] : Double.POSITIVE_INFINITY);
            while (s < same.length && same[s] == squared) {
                s++;
            }
            while (d < different.length && different[d] == squared) {
                d++;
            }
            Point point =
                    new Point(distance.ofSquared(squared), (double) d / different.length, (double) s / same.length);
            if (equalError.isEmpty() || error(point) < error(equalError.get())) {
                equalError = Optional.of(point);
            }
            if (point.far() <= THOUSANDTH) {
                falseAccepts = Optional.of(point);
            }
        }
        return new VerificationThresholds(same.length, different.length, equalError.orElseThrow(), falseAccepts);
    }

    private static double error(Point point) {
        return Math.abs(point.far() - (1 - point.tar()));
    }
}
