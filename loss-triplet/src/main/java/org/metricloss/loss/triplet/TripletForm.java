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
    };

    abstract Tensor cost(Tensor violation);

    /** @return the derivative of the cost with respect to the violation; 0 at a hinge's kink */
    abstract Tensor slope(Tensor violation);
}
