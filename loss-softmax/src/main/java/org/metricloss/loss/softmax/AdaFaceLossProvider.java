package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link AdaFaceLoss} from
 *
 * <ul>
 *   <li>{@code margin}: in [0, 1], default 0.4
 *   <li>{@code h}: &gt;= 0, default 0.333
 *   <li>{@code scale}: in [1e-6, 1e6], default 64
 *   <li>{@code averaging}: in (0, 1], default 0.01
 * </ul>
 */
public final class AdaFaceLossProvider implements LossProvider {
    @Override
    public String id() {
        return "adaface";
    }

    @Override
    public String summary() {
        return "AdaFace: softmax over cosines, margin that depends on the length of the embedding (Kim et al., CVPR 2022)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CLASS_WEIGHTS,
                        "Kim, Jain, Liu: AdaFace: Quality Adaptive Margin for Face Recognition, CVPR 2022",
                        "Images of mixed quality.")
                .tuning(TuningRange.linear("margin", 0.2, 0.5), TuningRange.log("scale", 8, 64));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new AdaFaceLoss(
                parameters.number("margin", 0.4, AdaFaceLoss.MARGIN),
                parameters.number("h", 0.333, AdaFaceLoss.H),
                parameters.number("scale", 64, CosFaceLoss.SCALE),
                parameters.number("averaging", 0.01, AdaFaceLoss.AVERAGING));
    }
}
