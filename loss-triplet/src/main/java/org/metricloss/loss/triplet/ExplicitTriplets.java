package org.metricloss.loss.triplet;

import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Selected;

/** The triplets that the sampler lists, t of them. */
final class ExplicitTriplets {
    private ExplicitTriplets() {}

    static Triplets of(TripletLoss loss, LossInput input, Tensor embeddings) {
        Tensor rows = input.listed(TupleKind.TRIPLETS, 0);
        Tensor anchors = embeddings.gatherRows(rows);
        Tensor positive = distances(loss, anchors, embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 1)));
        Tensor negative = distances(loss, anchors, embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 2)));
        Tensor violation = positive.add(loss.margin()).sub(negative);
        Tensor costs = loss.form().cost(violation);
        Tensor everyOne = rows.equalTo(rows);
        return new Triplets(
                costs.sum(),
                everyOne.count(),
                costs.greaterThan(0).count(),
                violation.greaterThan(0).count(),
                new Selected(positive, everyOne),
                new Selected(negative, everyOne));
    }

    private static Tensor distances(TripletLoss loss, Tensor from, Tensor to) {
        return loss.distance()
                .of(from.sub(to).square().sum(1).reshape(from.shape().size(0)));
    }

    static Workload workload(BatchProfile batch) {
        // Three members, two differences and two squares with their gradients [t, d]; distances and terms [t].
        long t = batch.listedTuples();
        return new Workload(t, t * (14L * batch.dimension() + 20) * Float.BYTES);
    }
}
