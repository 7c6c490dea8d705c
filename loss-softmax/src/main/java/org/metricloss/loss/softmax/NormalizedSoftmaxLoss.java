package org.metricloss.loss.softmax;

import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.TargetCosine;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;

/**
 * Normalized softmax (Zhai, Wu: Classification is a Strong Baseline for Deep Metric Learning, BMVC 2019): softmax
 * cross-entropy over cosines, the mean over the batch,
 *
 * <pre>{@code L = -1/m sum_i log( exp(c_i,yi / T) / sum_j exp(c_ij / T) ),   c_ij = x_i . w_j / (|x_i| |w_j|)}</pre>
 *
 * @param temperature T, in [1e-6, 1e6]
 */
public record NormalizedSoftmaxLoss(double temperature) implements CosineLoss {
    /** The range of the temperature. */
    public static final Range TEMPERATURE = Range.scale();

    /** Checks the range. */
    public NormalizedSoftmaxLoss {
        TEMPERATURE.require("temperature", temperature);
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return CosineSoftmax.vectors(SoftmaxLoss.WEIGHT, setting.classes(), setting.dimension())
                .as(LossState.Role.CLASS_WEIGHTS);
    }

    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(1 / temperature, TargetCosine.UNCHANGED);
    }
}
