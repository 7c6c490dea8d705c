package org.metricloss.core.evaluation;

/**
 * Average precision of the R nearest: {@code 1/R sum_{k <= R} P(k) rel(k)}, in the notation of {@link AveragePrecision}.
 * Its mean over queries is MAP@R (Musgrave, Belongie, Lim: A Metric Learning Reality Check, ECCV 2020).
 */
public record AveragePrecisionAtR() implements RetrievalMeasure {
    @Override
    public double score(int[] ranks, int relevant) {
        return AveragePrecision.averagePrecision(ranks, relevant, relevant);
    }
}
