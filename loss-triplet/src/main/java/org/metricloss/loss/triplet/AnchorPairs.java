package org.metricloss.loss.triplet;

import org.metricloss.core.array.DataType;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.tensor.Tensor;

/**
 * The pairs (anchor, positive) and (anchor, negative) that belong to some triplet of a batch.
 *
 * @param distances what triplets compare, [m, m], symmetric
 * @param anchors which samples have both a positive and a negative, BOOL [m]
 * @param positives the pairs (a, p) of an anchor and another sample of equal label, BOOL [m, m]
 * @param negatives the pairs (a, n) of an anchor and a sample of different label, BOOL [m, m]
 */
record AnchorPairs(Tensor distances, Tensor anchors, Tensor positives, Tensor negatives) {
    /** {@return the arrays that the pairs of m samples hold} */
    static HeldArrays arrays(long samples) {
        // Three matrices for the root of squared distances, and both masks as numbers.
        return HeldArrays.none()
                .squaredDistances(samples)
                .operations(3 + 2, samples, samples)
                .masks(8, samples, samples);
    }

    static AnchorPairs of(Tensor embeddings, LossInput input, TripletLoss loss) {
        int m = input.samples();
        Tensor sameLabel = input.sameLabel();
        Tensor positives = sameLabel.and(input.twoSamples());
        Tensor negatives = sameLabel.not();
        Tensor anchors = anyInRow(positives).and(anyInRow(negatives));
        return new AnchorPairs(
                loss.distance().of(embeddings.squaredDistances()),
                anchors.reshape(m),
                positives.and(anchors),
                negatives.and(anchors));
    }

    /** {@return the number of samples m} */
    int samples() {
        return positives.shape().size(0);
    }

    private static Tensor anyInRow(Tensor mask) {
        return mask.cast(DataType.FLOAT32).sum(1).greaterThan(0);
    }
}
