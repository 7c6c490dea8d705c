package org.metricloss.loss.softmax;

import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;

/**
 * ArcFace (Deng, Guo, Xue, Zafeiriou: ArcFace: Additive Angular Margin Loss for Deep Face Recognition, CVPR 2019, equation 3): the
 * margin is added to the angle theta between the embedding and the weight vector of its class,
 *
 * <pre>{@code L = -1/m sum_i log( exp(s cos(theta_i,yi + margin))
 *                    / (exp(s cos(theta_i,yi + margin)) + sum_{j != yi} exp(s cos theta_ij)) )}</pre>
 *
 * For angles above pi - margin the target is cos(theta) - margin sin(margin), as in the authors' code.
 *
 * @param margin in radians, in [0, 1.5]
 * @param scale s, in [1e-6, 1e6]
 */
public record ArcFaceLoss(double margin, double scale) implements CosineLoss {
    /** The range of the margin in radians. */
    public static final Range MARGIN = Range.between(0, 1.5);

    /** Checks the ranges. */
    public ArcFaceLoss {
        MARGIN.require("margin", margin);
        CosFaceLoss.SCALE.require("scale", scale);
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return CosineSoftmax.vectors(SoftmaxLoss.WEIGHT, setting.classes(), setting.dimension())
                .as(LossState.Role.CLASS_WEIGHTS);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(scale, new ArcFaceTarget(margin));
    }
}
