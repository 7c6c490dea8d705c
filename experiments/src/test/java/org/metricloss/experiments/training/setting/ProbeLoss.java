package org.metricloss.experiments.training.setting;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.TuningRange;

/** A loss with one parameter of each type: the margin times the sum of squares. */
public record ProbeLoss(double margin, double alpha, Mining mining, boolean squared) implements MetricLoss {
    enum Mining {
        ALL,
        HARD,
        SEMI_HARD
    }

    /** Makes probes under any id. */
    public record Provider(String id) implements LossProvider {
        @Override
        public String summary() {
            return "the margin times the sum of squares";
        }

        @Override
        public LossGuide guide() {
            return LossGuide.of(LossFamily.OTHER, "", "")
                    .tuning(
                            TuningRange.log("weight", 0.001, 10),
                            TuningRange.linear("margin", 0.5, 2),
                            TuningRange.whole("absent", 1, 2));
        }

        @Override
        public ProbeLoss create(Parameters parameters) {
            ProbeLoss loss = new ProbeLoss(
                    parameters.number("margin", 1, Range.positive()),
                    parameters.number("alpha", 0.5, Range.between(0, 1)),
                    parameters.choice("mining", Mining.ALL),
                    parameters.flag("squared", false));
            if (loss.squared() && loss.mining() == Mining.HARD) {
                throw new IllegalArgumentException("squared distances\ndo not go with hard mining");
            }
            return loss;
        }
    }

    @Override
    public LossOutput compute(LossInput input) {
        return LossOutput.of(input.embeddings().square().sum().mul(margin));
    }
}
