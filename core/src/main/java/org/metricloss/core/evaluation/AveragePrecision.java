package org.metricloss.core.evaluation;

/**
 * Average precision over the whole ranking: {@code 1/R sum_k P(k) rel(k)}, where P(k) is the precision among the k
 * nearest, rel(k) is 1 if the k-th is of the query's class, else 0, and R is the number of references of that class.
 * Its mean over queries is MAP.
 */
public record AveragePrecision() implements RetrievalMeasure {
    @Override
    public double score(int[] ranks, int relevant) {
        return averagePrecision(ranks, relevant, Integer.MAX_VALUE);
    }

    /** Counts only references up to a rank; the others count as not found. */
    static double averagePrecision(int[] ranks, int relevant, int deepest) {
        double sum = 0;
        for (int found = 0; found < relevant && ranks[found] <= deepest; found++) {
            sum += (double) (found + 1) / ranks[found];
        }
        return sum / relevant;
    }
}
