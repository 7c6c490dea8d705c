package org.metricloss.loss.triplet;

import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Selected;

/** The hardest triplet of each anchor. */
final class HardTriplets {
    private HardTriplets() {}

    static Triplets of(AnchorPairs pairs, TripletForm form, double margin) {
        Tensor distances = pairs.distances();
        Tensor anchors = pairs.anchors();
        Tensor candidates = distances.stopGradient();
        Tensor farthest =
                pairs.positives().choose(candidates, candidates.full(-1)).argMax();
        Tensor nearest = pairs.negatives()
                .choose(candidates, candidates.full(Double.POSITIVE_INFINITY))
                .argMin();
        Tensor positive = distances.pick(farthest);
        Tensor negative = distances.pick(nearest);
        Tensor violation = positive.add(margin).sub(negative);
        Tensor costs = anchors.choose(form.cost(violation), violation.full(0));
        return new Triplets(
                costs.sum(),
                anchors.count(),
                costs.greaterThan(0).count(),
                anchors.and(violation.greaterThan(0)).count(),
                new Selected(positive, anchors),
                new Selected(negative, anchors));
    }
}
