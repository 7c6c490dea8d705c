package org.metricloss.results.statistics;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired samples, two-sided. Zero differences are dropped; tied sizes share their
 * mid-rank. Differences count as tied (or zero) if they agree to 1e-12 of the largest value, because 0.97 - 0.95 and
 * 0.96 - 0.94 differ in their last bits only.
 *
 * <p>Up to {@value #LARGEST_EXACT} differences p is exact, also under ties: P(|W - E W| >= observed) over all 2^n
 * signs, by dynamic programming over doubled rank sums. For more differences p is the normal approximation with the tie
 * correction of the variance and no continuity correction. With five differences p cannot go below 0.0625. If no
 * difference is left, p is 1.
 *
 * @param n how many differences are not zero
 * @param positiveRankSum the sum of the ranks of the positive differences a - b
 * @param negativeRankSum the sum of the ranks of the negative differences
 * @param p the two-sided p-value
 */
public record WilcoxonSignedRank(int n, double positiveRankSum, double negativeRankSum, double p) {
    static final int LARGEST_EXACT = 50;
    private static final double TIE = 1e-12;

    /**
     * {@return the test}
     *
     * @param a at least one finite number
     * @param b as many, b[i] paired with a[i]
     * @throws IllegalArgumentException if the samples are empty, of different length or not finite
     */
    public static WilcoxonSignedRank of(double[] a, double[] b) {
        double tolerance = TIE * Math.max(largest(a), largest(b));
        double[] differences = Arrays.stream(Samples.differences(a, b))
                .filter(difference -> Math.abs(difference) > tolerance)
                .boxed()
                .sorted((x, y) -> Double.compare(Math.abs(x), Math.abs(y)))
                .mapToDouble(Double::doubleValue)
                .toArray();
        int[] doubledRanks = doubledRanks(differences, tolerance);
        int doubledPositive = 0;
        for (int i = 0; i < differences.length; i++) {
            doubledPositive += differences[i] > 0 ? doubledRanks[i] : 0;
        }
        int doubledTotal = Arrays.stream(doubledRanks).sum();
        double p = differences.length <= LARGEST_EXACT
                ? exact(doubledRanks, doubledPositive)
                : normal(doubledRanks, doubledPositive);
        return new WilcoxonSignedRank(
                differences.length, doubledPositive / 2.0, (doubledTotal - doubledPositive) / 2.0, p);
    }

    /** Twice the mid-ranks of differences that are sorted by size; doubling makes them integers. */
    static int[] doubledRanks(double[] sorted, double tolerance) {
        int[] ranks = new int[sorted.length];
        int start = 0;
        while (start < sorted.length) {
            int end = start + 1;
            while (end < sorted.length && Math.abs(sorted[end]) - Math.abs(sorted[end - 1]) <= tolerance) {
                end++;
            }
            // Ranks count from 1: the group has start + 1 .. end.
            Arrays.fill(ranks, start, end, start + 1 + end);
            start = end;
        }
        return ranks;
    }

    static double exact(int[] doubledRanks, int doubledPositive) {
        int total = Arrays.stream(doubledRanks).sum();
        double[] probability = new double[total + 1];
        probability[0] = 1;
        int reached = 0;
        for (int rank : doubledRanks) {
            reached += rank;
            for (int sum = reached; sum >= 0; sum--) {
                double with = sum >= rank ? probability[sum - rank] : 0;
                probability[sum] = (probability[sum] + with) / 2;
            }
        }
        int observed = Math.abs(2 * doubledPositive - total);
        double p = 0;
        for (int sum = 0; sum <= total; sum++) {
            p += Math.abs(2 * sum - total) >= observed ? probability[sum] : 0;
        }
        return Math.min(1, p);
    }

    /** The variance of the rank sum is a quarter of the sum of squared ranks; that holds with mid-ranks. */
    static double normal(int[] doubledRanks, int doubledPositive) {
        double total = Arrays.stream(doubledRanks).sum() / 2.0;
        double variance = Arrays.stream(doubledRanks)
                        .mapToDouble(rank -> rank * (double) rank)
                        .sum()
                / 16;
        return Tails.normal((doubledPositive / 2.0 - total / 2) / Math.sqrt(variance));
    }

    private static double largest(double[] sample) {
        return Arrays.stream(sample).map(Math::abs).max().orElse(0);
    }
}
