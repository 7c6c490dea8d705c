package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Friedman's test of the hypothesis that k objectives, ranked in each of n data sets, do not differ (Friedman: The Use of Ranks to
 * Avoid the Assumption of Normality Implicit in the Analysis of Variance, 1937; for learning algorithms Dem&scaron;ar: Statistical
 * Comparisons of Classifiers over Multiple Data Sets, JMLR 2006). Rank 1 is the best; values that agree to 1e-12 of the largest
 * share their mid-rank.
 *
 * <p>p is the share of {@value #DRAWS} random orders of the ranks, drawn for each data set on its own, whose rank sums vary at
 * least as much as the observed ones; the observed order counts as one of them. The chi-squared approximation is poor for the few
 * data sets of a study. The draws are always the same. p is uncertain by at most 0.003.
 *
 * @param statistic Friedman's chi-squared, corrected for ties; 0 if all ranks are tied
 * @param p the p-value
 */
public record FriedmanTest(double statistic, double p) {
    static final int DRAWS = 100_000;
    private static final double TIE = 1e-12;

    /**
     * {@return the test}
     *
     * @param values a finite number for each objective j in data set i as {@code values[i][j]}, of at least two objectives and
     *     two data sets; higher is better
     * @throws IllegalArgumentException if there are fewer, or a data set has another number of objectives than the first
     */
    public static FriedmanTest of(double[][] values) {
        int n = values.length;
        int k = n == 0 ? 0 : values[0].length;
        if (n < 2 || k < 2 || Arrays.stream(values).anyMatch(row -> row.length != k)) {
            throw new IllegalArgumentException(
                    "at least two data sets with the same two or more objectives are needed, got " + n + " of " + k);
        }
        int[][] doubled = Arrays.stream(values).map(FriedmanTest::doubledRanks).toArray(int[][]::new);
        return new FriedmanTest(statistic(doubled), p(doubled));
    }

    /**
     * {@return the rank of each value, from 1 for the highest; values that agree to 1e-12 of the largest share their mid-rank}
     *
     * @param values finite numbers, at least one
     */
    public static double[] ranks(double[] values) {
        return Arrays.stream(doubledRanks(values))
                .mapToDouble(rank -> rank / 2.0)
                .toArray();
    }

    private static int[] doubledRanks(double[] values) {
        double tolerance = TIE * Arrays.stream(values).map(Math::abs).max().orElseThrow();
        Integer[] order = IntStream.range(0, values.length)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -values[j]))
                .toArray(Integer[]::new);
        double best = values[order[0]];
        double[] behind =
                Arrays.stream(order).mapToDouble(j -> best - values[j]).toArray();
        int[] ofOrder = WilcoxonSignedRank.doubledRanks(behind, tolerance);
        int[] ranks = new int[values.length];
        for (int place = 0; place < order.length; place++) {
            ranks[order[place]] = ofOrder[place];
        }
        return ranks;
    }

    /** The sum of squared deviations of the rank sums over its mean under the hypothesis, times k - 1. */
    private static double statistic(int[][] doubled) {
        int k = doubled[0].length;
        double center = doubled.length * (k + 1.0);
        double between = squares(doubled) / 4.0 - k * center * center / 4;
        double within = 0;
        for (int[] row : doubled) {
            for (int rank : row) {
                within += (rank - (k + 1.0)) * (rank - (k + 1.0)) / 4;
            }
        }
        return within == 0 ? 0 : between * (k - 1) / within;
    }

    private static double p(int[][] doubled) {
        int[][] drawn = Arrays.stream(doubled).map(int[]::clone).toArray(int[][]::new);
        long observed = squares(doubled);
        SplittableRandom random = new SplittableRandom(1);
        int asLarge = 1;
        for (int draw = 1; draw < DRAWS; draw++) {
            for (int[] row : drawn) {
                shuffle(row, random);
            }
            asLarge += squares(drawn) >= observed ? 1 : 0;
        }
        return asLarge / (double) DRAWS;
    }

    private static void shuffle(int[] row, SplittableRandom random) {
        for (int i = row.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = row[i];
            row[i] = row[j];
            row[j] = swapped;
        }
    }

    /** The sum of the squared rank sums. Their total is fixed, so it measures how much they vary. */
    private static long squares(int[][] doubled) {
        long squares = 0;
        for (int j = 0; j < doubled[0].length; j++) {
            long sum = 0;
            for (int[] row : doubled) {
                sum += row[j];
            }
            squares += sum * sum;
        }
        return squares;
    }
}
