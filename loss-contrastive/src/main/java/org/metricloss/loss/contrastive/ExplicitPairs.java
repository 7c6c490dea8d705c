package org.metricloss.loss.contrastive;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.tensor.Tensor;

/** Computes the t pairs that the sampler lists; labels tell positive from negative pairs. O(t d). */
final class ExplicitPairs {
    private ExplicitPairs() {}

    static LossOutput compute(ContrastiveLoss loss, LossInput input) {
        Tensor first = input.listed(TupleKind.PAIRS, 0);
        Tensor second = input.listed(TupleKind.PAIRS, 1);
        Tensor embeddings = loss.normalize() ? input.embeddings().normalizeRows() : input.embeddings();
        int t = first.shape().size(0);
        Tensor labels = input.labels().reshape(input.samples(), 1);
        Tensor positives =
                labels.gatherRows(first).equalTo(labels.gatherRows(second)).reshape(t);
        return PairTerms.reduce(loss, distances(embeddings, first, second), positives, positives.not(), 1);
    }

    /** {@return the Euclidean distance of each pair of rows, [t]} */
    static Tensor distances(Tensor embeddings, Tensor first, Tensor second) {
        Tensor differences = embeddings.gatherRows(first).sub(embeddings.gatherRows(second));
        return differences.square().sum(1).reshape(first.shape().size(0)).sqrt();
    }

    static HeldArrays arrays(BatchProfile batch) {
        // Both sides, their difference and its square with their gradients [t, d]; distances and terms [t].
        long t = batch.listedTuples();
        return HeldArrays.none().operations(8, t, batch.dimension()).operations(16, t);
    }
}
