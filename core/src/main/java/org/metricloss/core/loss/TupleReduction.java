package org.metricloss.core.loss;

import org.metricloss.core.tensor.Tensor;

/** How the losses of pairs or triplets are reduced to one number. Without tuples it is 0, with a zero gradient. */
public enum TupleReduction {
    /**
     * The mean over the tuples whose loss is above 0. The divisor changes when the loss of a tuple reaches 0, so the
     * value is discontinuous there; the gradient treats the divisor as a constant.
     */
    ACTIVE,
    /** The mean over all tuples. */
    ALL,
    /** The sum. */
    SUM;

    /**
     * {@return the reduced loss, a scalar}
     *
     * @param terms the loss of each tuple, at least 0, and 0 where there is no tuple
     * @param considered where there is a tuple, BOOL, of the shape of terms
     */
    public Tensor reduce(Tensor terms, Tensor considered) {
        return reduce(terms.sum(), considered.count(), terms.greaterThan(0).count());
    }

    /**
     * {@return the reduced loss, a scalar}
     *
     * @param sum the sum of the tuples' losses, a scalar
     * @param considered how many tuples there are, an INT64 scalar
     * @param active how many of them have a loss above 0, an INT64 scalar
     */
    public Tensor reduce(Tensor sum, Tensor considered, Tensor active) {
        return switch (this) {
            case ACTIVE -> mean(sum, active);
            case ALL -> mean(sum, considered);
            case SUM -> sum;
        };
    }

    /** Where there is nothing to count, the sum is 0 already. */
    private static Tensor mean(Tensor sum, Tensor count) {
        Tensor divisor = count.cast(sum.dataType());
        return sum.div(count.greaterThan(0).choose(divisor, divisor.full(1)));
    }
}
