package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

/**
 * Makes {@link CosFaceLoss} from
 *
 * <ul>
 *   <li>{@code margin}: in [0, 2], default 0.35
 *   <li>{@code scale}: &gt; 0, default 64
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
    public MetricLoss create(Parameters parameters) {
        return new CosFaceLoss(
                parameters.number("margin", 0.35, CosFaceLoss.MARGIN),
                parameters.number("scale", 64, CosFaceLoss.SCALE));
    }
}
