package org.metricloss.loss.triplet;

import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.tensor.Tensor;

/** The triplets that the sampler lists, t of them. */
final class ExplicitTriplets {
    private ExplicitTriplets() {}

    static Triplets of(Tensor embeddings, LossInput input, TripletLoss loss) {
        Tensor rows = input.listed(TupleKind.TRIPLETS, 0);
        return ChosenTriplets.ofRows(
                embeddings.gatherRows(rows),
                embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 1)),
                embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 2)),
                rows.equalTo(rows),
                loss);
    }
}
