package org.metricloss.experiments.training.setting;

import java.util.List;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** How much of the training part is set aside: a share or a number. */
final class HoldoutType {
    private static final String ALLOWED = "a fraction in [0, 1) or a whole number >= 0";

    static final Type<Holdout> TYPE = Type.of(ALLOWED, List.of("10", "0.25"), HoldoutType::read, HoldoutType::written);

    private HoldoutType() {}

    private static Holdout read(Value value) {
        if (value.isWhole()) {
            double samples = value.number(Range.between(0, Integer.MAX_VALUE), ALLOWED);
            return new Holdout.Count((int) samples);
        }
        double fraction = value.number(Range.fromBelow(0, 1), ALLOWED);
        return fraction == 0 ? Holdout.NONE : new Holdout.Fraction(fraction);
    }

    private static YamlNode written(Holdout holdout) {
        if (holdout instanceof Holdout.Fraction share) {
            return Nodes.number(share.fraction());
        }
        if (holdout instanceof Holdout.Count count) {
            return Nodes.number(count.number());
        }
        throw new IllegalStateException("no description of the holdout " + holdout);
    }
}
