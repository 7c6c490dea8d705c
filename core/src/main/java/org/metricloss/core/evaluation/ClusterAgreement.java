package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The agreement of a clustering with the classes, independent of the numbering of the clusters. Logarithms are natural;
 * entropies are averaged arithmetically. Two equal partitions give 1 in all three measures, even if there is only one
 * class and one cluster.
 *
 * @param normalisedMutualInformation NMI = I / mean(H(classes), H(clusters)), in [0, 1]; rises with the number of clusters
 * @param adjustedMutualInformation AMI = (I - E[I]) / (mean(H) - E[I]), with E[I] the expectation for random partitions
 *     of the same sizes (Vinh, Epps, Bailey, JMLR 2010); 0 for chance, at most 1
 * @param adjustedRandIndex ARI, the same correction of the share of pairs on which both agree (Hubert, Arabie, 1985); 0 for
 *     chance, at most 1
 */
public record ClusterAgreement(
        double normalisedMutualInformation, double adjustedMutualInformation, double adjustedRandIndex) {
    /**
     * {@return the agreement}
     *
     * @param classes the class of each sample
     * @param clusters the cluster of each sample
     * @throws IllegalArgumentException if the numbers differ or there is no sample
     */
    public static ClusterAgreement of(int[] classes, int[] clusters) {
        if (classes.length != clusters.length || classes.length == 0) {
            throw new IllegalArgumentException("there must be one cluster per sample and at least one sample, got "
                    + clusters.length + " clusters for " + classes.length + " samples");
        }
        long[] rows = counts(renumbered(classes));
        long[] columns = counts(renumbered(clusters));
        long[] cells = cells(renumbered(classes), renumbered(clusters));
        if (cells.length == rows.length && cells.length == columns.length) {
            return new ClusterAgreement(1, 1, 1);
        }
        int n = classes.length;
        double meanEntropy = (entropy(rows, n) + entropy(columns, n)) / 2;
        // I = H(classes) + H(clusters) - H(both); rounding may leave it just below 0.
        double information = Math.max(0, 2 * meanEntropy - entropy(cells, n));
        double expected = new ExpectedInformation(n).of(rows, columns);
        return new ClusterAgreement(
                Math.min(1, information / meanEntropy),
                (information - expected) / (meanEntropy - expected),
                adjustedRandIndex(rows, columns, cells, n));
    }

    private static double adjustedRandIndex(long[] rows, long[] columns, long[] cells, int n) {
        double inBoth = pairs(cells);
        double expected = pairs(rows) * pairs(columns) / (n * (n - 1.0) / 2);
        double greatest = (pairs(rows) + pairs(columns)) / 2;
        return (inBoth - expected) / (greatest - expected);
    }

    private static double pairs(long[] counts) {
        return Arrays.stream(counts).mapToDouble(c -> c * (c - 1.0) / 2).sum();
    }

    private static double entropy(long[] counts, int n) {
        return -Arrays.stream(counts)
                .mapToDouble(c -> (double) c / n * Math.log((double) c / n))
                .sum();
    }

    /** {@return the labels as 0, 1, ... in the order in which they occur} */
    private static int[] renumbered(int[] labels) {
        Map<Integer, Integer> numbers = new HashMap<>();
        return Arrays.stream(labels)
                .map(label -> numbers.computeIfAbsent(label, unseen -> numbers.size()))
                .toArray();
    }

    private static long[] counts(int[] numbers) {
        long[] counts = new long[Arrays.stream(numbers).max().orElseThrow() + 1];
        for (int number : numbers) {
            counts[number]++;
        }
        return counts;
    }

    /** {@return the number of samples of each pair of class and cluster that occurs} */
    private static long[] cells(int[] classes, int[] clusters) {
        Map<Long, Long> cells = new HashMap<>();
        for (int i = 0; i < classes.length; i++) {
            cells.merge((long) classes[i] << 32 | clusters[i], 1L, Long::sum);
        }
        return cells.values().stream().mapToLong(Long::longValue).sorted().toArray();
    }

    /** The mean mutual information over all pairs of partitions with given sizes. */
    private static final class ExpectedInformation {
        private final int n;
        private final double[] logFactorials;

        ExpectedInformation(int n) {
            this.n = n;
            this.logFactorials = new double[n + 1];
            for (int i = 2; i <= n; i++) {
                logFactorials[i] = logFactorials[i - 1] + Math.log(i);
            }
        }

        double of(long[] rows, long[] columns) {
            // Clusters of equal size have equal terms, so each pair of sizes is computed once.
            Map<Long, Long> rowSizes = multiplicities(rows);
            Map<Long, Long> columnSizes = multiplicities(columns);
            double sum = 0;
            for (Map.Entry<Long, Long> row : rowSizes.entrySet()) {
                for (Map.Entry<Long, Long> column : columnSizes.entrySet()) {
                    sum += (double) row.getValue()
                            * column.getValue()
                            * term(Math.toIntExact(row.getKey()), Math.toIntExact(column.getKey()));
                }
            }
            return sum;
        }

        private static Map<Long, Long> multiplicities(long[] sizes) {
            Map<Long, Long> multiplicities = new HashMap<>();
            for (long size : sizes) {
                multiplicities.merge(size, 1L, Long::sum);
            }
            return multiplicities;
        }

        /**
         * Sums over all possible sizes of the overlap of a class of {@code a} samples and a cluster of {@code b}
         * samples.
         */
        private double term(int a, int b) {
            double constant = logFactorials[a]
                    + logFactorials[b]
                    + logFactorials[n - a]
                    + logFactorials[n - b]
                    - logFactorials[n];
            double sum = 0;
            for (int c = Math.max(1, a + b - n); c <= Math.min(a, b); c++) {
                double logProbability = constant
                        - logFactorials[c]
                        - logFactorials[a - c]
                        - logFactorials[b - c]
                        - logFactorials[n - a - b + c];
                sum += (double) c / n * Math.log((double) n * c / ((double) a * b)) * Math.exp(logProbability);
            }
            return sum;
        }
    }
}
