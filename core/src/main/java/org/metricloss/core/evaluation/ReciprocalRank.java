package org.metricloss.core.evaluation;

/** One over the rank of the nearest reference of the query's class. Its mean over queries is the MRR. */
public record ReciprocalRank() implements RetrievalMeasure {
    @Override
    public int depth(int relevant, int references) {
        return references;
    }

    @Override
    public double score(boolean[] hits, int relevant) {
        for (int rank = 1; rank <= hits.length; rank++) {
            if (hits[rank - 1]) {
                return 1.0 / rank;
            }
        }
        return 0;
    }
}
