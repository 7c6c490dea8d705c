package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;

/** {@link LiftedStructureForm#ANCHORS} on one thread. */
final class LiftedAnchors implements AnchorFormula.Worker {
    private final LiftedStructureLoss loss;
    private final LogSumExp positivePowers = new LogSumExp();
    private final LogSumExp negativePowers = new LogSumExp();
    private final Row powers;

    LiftedAnchors(LiftedStructureLoss loss, DataType type, int references) {
        this.loss = loss;
        powers = new Row(type, references);
    }

    @Override
    public void handle(Anchor anchor) {
        Row distances = anchor.squaredDistances();
        anchor.others().sqrt(distances);
        anchor.others().multiply(distances, 1, powers);
        double excess = 0;
        if (anchor.positives().count() > 0) {
            excess += positivePowers.of(powers, anchor.positives(), 1) - loss.positiveMargin();
        }
        if (anchor.negatives().count() > 0) {
            excess += negativePowers.of(powers, anchor.negatives(), -1) + loss.margin();
        }
        // Math.max keeps NaN.
        anchor.cost(Math.max(0, excess), anchor.others().count());
        if (!(excess <= 0)) {
            positivePowers.shares(powers, anchor.positives(), 0.5, anchor.weights());
            negativePowers.shares(powers, anchor.negatives(), -0.5, anchor.weights());
            anchor.others().divideOrZero(anchor.weights(), distances);
        }
    }
}
