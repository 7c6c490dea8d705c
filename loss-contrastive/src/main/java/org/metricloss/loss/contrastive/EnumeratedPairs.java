package org.metricloss.loss.contrastive;

import org.metricloss.core.array.HeldArrays;
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

    /** {@return the arrays that the pairs of m samples hold} */
    static HeldArrays arrays(long samples) {
        // Three matrices for the root of squared distances, six for the positives,
        // seven for the negatives, and eight on the way back.
        return HeldArrays.none()
                .squaredDistances(samples)
                .operations(3 + 6 + 7 + 8, samples, samples)
                .masks(11, samples, samples);
    }
}
