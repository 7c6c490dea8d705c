package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link ArcFaceLoss} from
 *
 * <ul>
 *   <li>{@code unit}: radians, as in the paper, or degrees, as in the Python library; default radians
 *   <li>{@code margin}: in [0, 1.5], default 0.5; in degrees in [0, 85], default 28.6
 *   <li>{@code scale}: in [1e-6, 1e6], default 64
 * </ul>
 */
public final class ArcFaceLossProvider implements LossProvider {
    @Override
    public String id() {
        return "arcface";
    }

    @Override
    public String summary() {
        return "ArcFace: softmax over cosines, margin on the angle (Deng et al., CVPR 2019)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CLASS_WEIGHTS,
                        "Deng, Guo, Xue, Zafeiriou: ArcFace: Additive Angular Margin Loss for Deep Face Recognition,"
                                + " CVPR 2019",
                        "The usual choice for faces and other data with thousands of clean classes.")
                .tuning(TuningRange.log("scale", 8, 64));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new ArcFaceLoss(AngleUnit.margin(parameters), parameters.number("scale", 64, CosFaceLoss.SCALE));
    }
}
