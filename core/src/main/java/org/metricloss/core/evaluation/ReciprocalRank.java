package org.metricloss.core.evaluation;

/** One over the rank of the nearest reference of the query's class. Its mean over queries is the MRR. */
public record ReciprocalRank() implements RetrievalMeasure {
    @Override
    public double score(int[] ranks, int relevant) {
        return 1.0 / ranks[0];
    }
}
