package org.metricloss.loss.softmax;

import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.TargetCosine;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;

/**
 * CosFace (Wang et al.: CosFace: Large Margin Cosine Loss for Deep Face Recognition, CVPR 2018, equation 4): the margin is taken
 * from the cosine with the own class,
 *
 * <pre>{@code L = -1/m sum_i log( exp(s (c_i,yi - margin)) / (exp(s (c_i,yi - margin)) + sum_{j != yi} exp(s c_ij)) )}</pre>
 *
 * @param margin in [0, 2]
 * @param scale s, in [1e-6, 1e6]
 */
public record CosFaceLoss(double margin, double scale) implements CosineLoss {
    /** The range of the margin: cosines of different classes are at most 2 apart. */
    public static final Range MARGIN = Range.between(0, 2);
    /** The range of the scale of every loss with a margin. */
    public static final Range SCALE = Range.scale();

    /** Checks the ranges. */
    public CosFaceLoss {
        MARGIN.require("margin", margin);
        SCALE.require("scale", scale);
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return CosineSoftmax.vectors(SoftmaxLoss.WEIGHT, setting.classes(), setting.dimension())
                .as(LossState.Role.CLASS_WEIGHTS);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(scale, new TargetCosine.Less(margin));
    }
}
