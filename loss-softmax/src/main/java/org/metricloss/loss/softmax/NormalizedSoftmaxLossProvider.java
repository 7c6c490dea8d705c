package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link NormalizedSoftmaxLoss} from {@code temperature} (in [1e-6, 1e6], default 0.05).
 */
public final class NormalizedSoftmaxLossProvider implements LossProvider {
    @Override
    public String id() {
        return "normalized-softmax";
    }

    @Override
    public String summary() {
        return "softmax over cosines with learned class weights (Zhai and Wu, BMVC 2019)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CLASS_WEIGHTS,
                        "Zhai, Wu: Classification is a Strong Baseline for Deep Metric Learning, BMVC 2019",
                        "A strong baseline for retrieval with labelled classes; one parameter.")
                .tuning(TuningRange.log("temperature", 0.02, 0.2));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new NormalizedSoftmaxLoss(parameters.number("temperature", 0.05, NormalizedSoftmaxLoss.TEMPERATURE));
    }
}
