package org.metricloss.core.evaluation;

/**
 * R-precision: the fraction of the R nearest references that are of the query's class, where R is the number of
 * references of that class.
 */
public record RPrecision() implements RetrievalMeasure {
    @Override
    public double score(int[] ranks, int relevant) {
        return new PrecisionAt(relevant).score(ranks, relevant);
    }
}
