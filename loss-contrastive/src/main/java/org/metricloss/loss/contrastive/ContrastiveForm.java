package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.tensor.Tensor;

/**
 * The formula of the loss of a pair, given its excess over the distance at which it costs nothing: t = D - a_pos or a
 * - D.
 */
public enum ContrastiveForm {
    /** 1/2 max(0, t)^2 (Hadsell, Chopra, LeCun 2006, there with a_pos = 0); all pairs have one divisor. */
    SQUARED(TupleReduction.ALL) {
        @Override
        Tensor cost(Tensor excess) {
            return excess.relu().square().mul(0.5);
        }

        @Override
        double cost(double excess) {
            return 0.5 * excess * excess;
        }

        @Override
        double slope(double excess) {
            return excess;
        }
    },

    /** max(0, t); positives and negatives are reduced separately, then added. */
    LINEAR(TupleReduction.ACTIVE) {
        @Override
        Tensor cost(Tensor excess) {
            return excess.relu();
        }

        @Override
        double cost(double excess) {
            return excess;
        }

        @Override
        double slope(double excess) {
            return 1;
        }
    };

    private final TupleReduction usualReduction;

    ContrastiveForm(TupleReduction usualReduction) {
        this.usualReduction = usualReduction;
    }

    /** {@return the reduction that this form is published with} */
    public TupleReduction usualReduction() {
        return usualReduction;
    }

    abstract Tensor cost(Tensor excess);

    /**
     * {@return the cost}
     *
     * @param excess above 0
     */
    abstract double cost(double excess);

    /**
     * {@return the derivative of the cost by the excess}
     *
     * @param excess above 0
     */
    abstract double slope(double excess);
}
