package org.metricloss.loss.triplet;

import org.metricloss.core.tensor.Tensor;

/** What a triplet costs, given its violation t = D_ap + margin - D_an. */
public enum TripletForm {
    /** max(0, t). Active triplets are those with D_an below D_ap + margin. */
    HINGE {
        @Override
        Tensor cost(Tensor violation) {
            return violation.relu();
        }

        @Override
        Tensor slope(Tensor violation) {
            return violation.greaterThan(0).cast(violation.dataType());
        }

        @Override
        double cost(double violation) {
            return Math.max(0, violation);
        }

        @Override
        double slope(double violation) {
            return violation > 0 ? 1 : 0;
        }
    },

    /**
     * log(1 + exp(t)), the soft margin of Hermans et al., there with margin 0. Almost every triplet is active: all but
     * those whose exp(t) is 0 in floating point.
     */
    SOFTPLUS {
        @Override
        Tensor cost(Tensor violation) {
            return violation.softplus();
        }

        @Override
        Tensor slope(Tensor violation) {
            return violation.sigmoid();
        }

        @Override
        double cost(double violation) {
            return Math.max(0, violation) + Math.log1p(Math.exp(-Math.abs(violation)));
        }

        @Override
        double slope(double violation) {
            double e = Math.exp(-Math.abs(violation));
            return (violation > 0 ? 1 : e) / (1 + e);
        }
    };

    abstract Tensor cost(Tensor violation);

    /** {@return the derivative of the cost with respect to the violation; 0 at a hinge's kink} */
    abstract Tensor slope(Tensor violation);

    abstract double cost(double violation);

    abstract double slope(double violation);
}
