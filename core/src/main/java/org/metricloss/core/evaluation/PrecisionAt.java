package org.metricloss.core.evaluation;

/**
 * Precision@k: the fraction of the k nearest references that are of the query's class. The denominator is k even if
 * there are fewer references.
 *
 * @param k the number of neighbours that count, at least 1
 */
public record PrecisionAt(int k) implements RetrievalMeasure {
    /** @throws IllegalArgumentException if k is less than 1 */
    public PrecisionAt {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
    }

    @Override
    public double score(int[] ranks, int relevant) {
        int found = 0;
        while (found < relevant && ranks[found] <= k) {
            found++;
        }
        return (double) found / k;
    }
}
