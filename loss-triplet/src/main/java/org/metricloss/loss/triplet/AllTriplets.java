package org.metricloss.loss.triplet;

import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Selected;

/**
 * All valid triplets of a batch, enumerated as arrays [m, m, m] over (anchor, positive, negative).
 *
 * <p>The gradient is given in closed form, so that autograd keeps none of these arrays: a triplet of slope s adds s to
 * dL/dD_ap and takes s from dL/dD_an.
 */
final class AllTriplets {
    private AllTriplets() {}

    static Triplets of(AnchorPairs pairs, TripletForm form, double margin) {
        int m = pairs.samples();
        Tensor distances = pairs.distances().stopGradient();
        Tensor violation = distances.add(margin).reshape(m, m, 1).sub(distances.reshape(m, 1, m));
        Tensor valid = pairs.positives().reshape(m, m, 1).and(pairs.negatives().reshape(m, 1, m));
        Tensor zero = distances.full(0);
        Tensor costs = valid.choose(form.cost(violation), zero);
        Tensor slopes = valid.choose(form.slope(violation), zero);
        Tensor pairGradient = slopes.sum(2).reshape(m, m).sub(slopes.sum(1).reshape(m, m));
        return new Triplets(
                costs.sum().withGradient(pairs.distances(), pairGradient),
                valid.count(),
                costs.greaterThan(0).count(),
                valid.and(violation.greaterThan(0)).count(),
                new Selected(distances, pairs.positives()),
                new Selected(distances, pairs.negatives()));
    }
}
