package org.metricloss.core.loss;

import org.metricloss.core.tensor.Tensor;

/**
 * A number that explains a loss's value. Losses share the names below where they mean the same; others are free.
 *
 * @param name the name it is recorded under
 * @param kind how batches combine to an epoch
 * @param sum a scalar: the batch's amount (TOTAL), the sum of the averaged values (MEAN), or the largest value
 *     (MAXIMUM)
 * @param count a scalar: the number of averaged values (MEAN); not used otherwise
 */
public record Diagnostic(String name, Kind kind, Tensor sum, Tensor count) {
    /** How many tuples (pairs, triplets, sample-to-center terms) the loss considered. */
    public static final String TUPLES_CONSIDERED = "tuplesConsidered";
    /** How many of them had a loss above 0. */
    public static final String TUPLES_ACTIVE = "tuplesActive";
    /** How many of the considered tuples were mined; only with mining that depends on the distances. */
    public static final String TUPLES_MINED = "tuplesMined";
    /** Mean Euclidean distance of the pairs of equal label that were considered. */
    public static final String MEAN_POSITIVE_DISTANCE = "meanPositiveDistance";
    /** Mean Euclidean distance of the pairs of different label that were considered. */
    public static final String MEAN_NEGATIVE_DISTANCE = "meanNegativeDistance";

    /** The share of the batch whose best score is its own class's; of equal scores the lowest class counts. */
    public static final String BATCH_ACCURACY = "batchAccuracy";

    /** How the values of several batches combine. */
    public enum Kind {
        /** Add up. */
        TOTAL,
        /** Sum of the sums over sum of the counts; undefined while the count is 0. */
        MEAN,
        /** The largest of the batches' largest. */
        MAXIMUM
    }
}
