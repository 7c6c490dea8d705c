package org.metricloss.core.evaluation;

/**
 * Recall@k as metric learning reports it: 1 if at least one of the k nearest references is of the query's class, else 0
 * (Jegou, Douze, Schmid: Product Quantization for Nearest Neighbor Search, TPAMI 2011; Song et al.: Deep Metric Learning
 * via Lifted Structured Feature Embedding, CVPR 2016).
 *
 * @param k the number of neighbours that count, at least 1
 */
public record RecallAt(int k) implements RetrievalMeasure {
    /** @throws IllegalArgumentException if k is less than 1 */
    public RecallAt {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
    }

    @Override
    public double score(int[] ranks, int relevant) {
        return ranks[0] <= k ? 1 : 0;
    }
}
