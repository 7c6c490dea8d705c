package org.metricloss.loss.proxy;

import org.metricloss.core.cosine.CosineLoss;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.cosine.CosineSoftmax.Denominator;
import org.metricloss.core.cosine.Pooling;
import org.metricloss.core.cosine.TargetCosine;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;

/**
 * Proxy-NCA (Movshovitz-Attias, Toshev, Leung, Ioffe, Singh: No Fuss Distance Metric Learning using Proxies, ICCV 2017,
 * equation 4): neighbourhood components with one proxy p_j for each class instead of the neighbours, the mean over the
 * batch,
 *
 * <pre>{@code L = -1/m sum_i log( exp(-s |x_i - p_yi|^2) / sum_{j != yi} exp(-s |x_i - p_j|^2) )}</pre>
 *
 * with embeddings and proxies at length 1, so that the squared distance is 2 - 2 cos. The denominator of the paper leaves the own
 * proxy out, and the loss may fall below 0; that of the Python library has all proxies.
 *
 * @param scale s, in [1e-6, 1e6]; 1 in the paper
 * @param denominator the paper's or the Python library's
 * @param learningRateFactor times the optimizer's learning rate for the proxies, in [1e-6, 1e6]
 */
public record ProxyNcaLoss(double scale, Denominator denominator, double learningRateFactor) implements CosineLoss {
    /** The range of the scale. */
    public static final Range SCALE = Range.scale();

    /** Checks the ranges. */
    public ProxyNcaLoss {
        SCALE.require("scale", scale);
        Proxies.LEARNING_RATE_FACTOR.require("learningRateFactor", learningRateFactor);
    }

    @Override
    public LossState.Learned vectors(LossSetting setting) {
        return Proxies.state(setting, 1, learningRateFactor);
    }

    /** -s (2 - 2 cos) is 2 s cos less a number that is the same for all classes. */
    @Override
    public CosineSoftmax softmax() {
        return new CosineSoftmax(
                2 * scale, TargetCosine.UNCHANGED, new Pooling.Single(), denominator, CosineSoftmax.Lengths.IGNORED);
    }
}
