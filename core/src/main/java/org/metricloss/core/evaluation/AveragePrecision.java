package org.metricloss.core.evaluation;

/**
 * Average precision over the whole ranking: {@code 1/R sum_k P(k) rel(k)}, where P(k) is the precision among the k
 * nearest, rel(k) is 1 if the k-th is of the query's class, and R is the number of references that are. Its mean over
 * queries is MAP. Ranks all references, so O(n log n) per query.
 */
public record AveragePrecision() implements RetrievalMeasure {
    @Override
    public int depth(int relevant, int references) {
        return references;
    }

    @Override
    public double score(boolean[] hits, int relevant) {
        int found = 0;
        double sum = 0;
        for (int rank = 1; rank <= hits.length; rank++) {
            if (hits[rank - 1]) {
                found++;
                sum += (double) found / rank;
            }
        }
        return sum / relevant;
    }
}
