package org.metricloss.loss.triplet;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.tensor.Tensor;

/** One triplet of each anchor, chosen by tensor operations over the distances [m, m]. */
final class EnumeratedChoice {
    private EnumeratedChoice() {}

    /** The hardest: the farthest positive and the nearest negative. */
    static Triplets hardest(Tensor embeddings, AnchorPairs pairs, TripletLoss loss) {
        Tensor candidates = pairs.distances().stopGradient();
        Tensor farthest =
                pairs.positives().choose(candidates, candidates.full(-1)).argMax();
        Tensor nearest = pairs.negatives()
                .choose(candidates, candidates.full(Double.POSITIVE_INFINITY))
                .argMin();
        Triplets chosen = ChosenTriplets.forAnchors(embeddings, farthest, nearest, pairs.anchors(), loss);
        return chosen.costing(chosen.sum().orNaN(pairs.distances()));
    }

    /**
     * One at random: of its k positives the one of place floor(u k) in order, and of its negatives likewise.
     *
     * @param draws u for the positive and for the negative of each anchor, [m, 2] in [0, 1)
     */
    static Triplets random(Tensor embeddings, AnchorPairs pairs, Tensor draws, TripletLoss loss) {
        Tensor columns = draws.transpose();
        return ChosenTriplets.forAnchors(
                embeddings,
                atPlace(pairs.positives(), columns.gatherRows(draws.range(1))),
                atPlace(pairs.negatives(), columns.gatherRows(draws.range(1).add(1))),
                pairs.anchors(),
                loss);
    }

    /** {@return the arrays that choosing the hardest holds, for m samples: two of candidates, with their masks} */
    static HeldArrays arraysOfHardest(long samples) {
        return AnchorPairs.arrays(samples).operations(2, samples, samples).masks(2, samples, samples);
    }

    /**
     * {@return the arrays that choosing at random holds: four matrices and five masks for positives, and for negatives}
     */
    static HeldArrays arraysOfRandom(long samples) {
        return AnchorPairs.arrays(samples).operations(2 * 4, samples, samples).masks(2 * 5, samples, samples);
    }

    private static Tensor atPlace(Tensor mask, Tensor draws) {
        int m = mask.shape().size(0);
        Tensor ones = mask.cast(draws.dataType());
        Tensor row = mask.range(m);
        Tensor upTo = row.reshape(m, 1).lessOrEqual(row.reshape(1, m)).cast(draws.dataType());
        // The first element of the mask whose count of elements up to itself exceeds u k.
        Tensor before = ones.matMul(upTo);
        Tensor all = ones.sum(1);
        Tensor wanted = draws.reshape(m, 1).mul(all);
        // Also the last one, in case u k was rounded up to k.
        Tensor candidates = mask.and(wanted.lessThan(before).or(all.lessOrEqual(before)));
        return candidates.cast(draws.dataType()).argMax();
    }
}
