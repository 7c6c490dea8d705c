package org.metricloss.core.evaluation;

/** R-precision: the fraction of the R nearest references that are of the query's class, R being how many there are. */
public record RPrecision() implements RetrievalMeasure {
    @Override
    public double score(int[] ranks, int relevant) {
        return new PrecisionAt(relevant).score(ranks, relevant);
    }
}
