package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.tensor.Tensor;

/** The pairs that the sampler lists, [t] of them: labels tell the positive from the negative ones. O(t d). */
final class ExplicitPairs {
    private ExplicitPairs() {}

    static LossOutput compute(ContrastiveLoss loss, LossInput input) {
        Tensor first = input.listed(TupleKind.PAIRS, 0);
        Tensor second = input.listed(TupleKind.PAIRS, 1);
        Tensor embeddings = loss.normalize() ? input.embeddings().normalizeRows() : input.embeddings();
        int t = first.shape().size(0);
        Tensor differences = embeddings.gatherRows(first).sub(embeddings.gatherRows(second));
        Tensor squaredDistances = differences.square().sum(1).reshape(t);
        Tensor distances = squaredDistances.sqrt();
        Tensor shortfalls = distances.neg().add(loss.margin()).relu();

        Tensor labels = input.labels().reshape(input.samples(), 1);
        Tensor positives =
                labels.gatherRows(first).equalTo(labels.gatherRows(second)).reshape(t);
        Tensor negatives = positives.not();
        Tensor zero = distances.full(0);
        Tensor pull = positives.choose(
                switch (loss.form()) {
                    case SQUARED -> squaredDistances.mul(0.5);
                    case LINEAR -> distances.add(-loss.positiveMargin()).relu();
                },
                zero);
        Tensor push = negatives.choose(
                switch (loss.form()) {
                    case SQUARED -> shortfalls.square().mul(0.5);
                    case LINEAR -> shortfalls;
                },
                zero);

        Tensor all = pull.add(push);
        Tensor value = switch (loss.form()) {
            case SQUARED -> loss.reduction().reduce(all, positives.or(negatives));
            case LINEAR ->
                loss.reduction().reduce(pull, positives).add(loss.reduction().reduce(push, negatives));
        };
        return LossOutput.of(value)
                .total(Diagnostic.TUPLES_CONSIDERED, positives.or(negatives).count())
                .total(Diagnostic.TUPLES_ACTIVE, all.greaterThan(0).count())
                .meanWhere(Diagnostic.MEAN_POSITIVE_DISTANCE, distances, positives)
                .meanWhere(Diagnostic.MEAN_NEGATIVE_DISTANCE, distances, negatives);
    }

    static Workload workload(BatchProfile batch) {
        // Both sides, their difference and its square with their gradients [t, d]; distances and terms [t].
        long t = batch.listedTuples();
        return new Workload(t, t * (8L * batch.dimension() + 16) * Float.BYTES);
    }
}
