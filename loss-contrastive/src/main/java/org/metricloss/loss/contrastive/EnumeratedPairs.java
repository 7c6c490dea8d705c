package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.tensor.Tensor;

/** All pairs of a batch by tensor operations over matrices [m, m]. */
final class EnumeratedPairs {
    private EnumeratedPairs() {}

    static LossOutput compute(ContrastiveLoss loss, Tensor embeddings, LossInput input) {
        Tensor pairs = input.unorderedPairs();
        // The published sum runs over (i, j) and (j, i).
        return PairTerms.reduce(
                loss,
                embeddings.squaredDistances().sqrt(),
                pairs.and(input.sameLabel()),
                pairs.and(input.sameLabel().not()),
                2);
    }

    /**
     * {@return what DJL holds, which keeps every array of a step to its end, in float32}
     *
     * @param samples m
     */
    static long bytes(int samples) {
        // Seven matrices [m, m] for squared distances, three for their root, six for the
        // positives, seven for the negatives, and eight on the way back; eleven masks.
        return (long) samples * samples * ((7 + 3 + 6 + 7 + 8) * Float.BYTES + 11);
    }
}
