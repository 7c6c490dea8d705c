package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link SubcenterArcFaceLoss} from
 *
 * <ul>
 *   <li>{@code centers}: a whole number &gt;= 1, default 3
 *   <li>{@code unit}: radians, as in the paper, or degrees, as in the Python library; default radians
 *   <li>{@code margin}: in [0, 1.5], default 0.5; in degrees in [0, 85], default 28.6
 *   <li>{@code scale}: in [1e-6, 1e6], default 64
 * </ul>
 */
public final class SubcenterArcFaceLossProvider implements LossProvider {
    @Override
    public String id() {
        return "subcenter-arcface";
    }

    @Override
    public String summary() {
        return "ArcFace with several weight vectors for each class, of which the nearest is used (Deng et al., ECCV"
                + " 2020)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.CLASS_WEIGHTS,
                        "Deng, Guo, Liu, Gong, Zafeiriou: Sub-center ArcFace, ECCV 2020",
                        "Classes with wrong labels or with several modes.")
                .tuning(TuningRange.whole("centers", 2, 5), TuningRange.log("scale", 8, 64));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new SubcenterArcFaceLoss(
                parameters.integer("centers", 3, SubcenterArcFaceLoss.CENTERS),
                AngleUnit.margin(parameters),
                parameters.number("scale", 64, CosFaceLoss.SCALE));
    }
}
