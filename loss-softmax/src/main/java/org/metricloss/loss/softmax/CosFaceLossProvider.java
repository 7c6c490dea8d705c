package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link CosFaceLoss} from
 *
 * <ul>
 *   <li>{@code margin}: in [0, 2], default 0.35
 *   <li>{@code scale}: in [1e-6, 1e6], default 64
 * </ul>
 */
public final class CosFaceLossProvider implements LossProvider {
    @Override
    public String id() {
        return "cosface";
    }

    @Override
    public String summary() {
        return "CosFace: softmax over cosines, margin on the cosine (Wang et al., CVPR 2018)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CLASS_WEIGHTS,
                        "Wang et al.: CosFace: Large Margin Cosine Loss for Deep Face Recognition, CVPR 2018",
                        "Many classes with few samples each, such as faces; the most stable margin.")
                .tuning(TuningRange.linear("margin", 0.1, 0.5), TuningRange.log("scale", 8, 64));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new CosFaceLoss(
                parameters.number("margin", 0.35, CosFaceLoss.MARGIN),
                parameters.number("scale", 64, CosFaceLoss.SCALE));
    }
}
