package org.metricloss.loss.proxy;

import org.metricloss.core.cosine.CosineSoftmax.Denominator;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link ProxyNcaLoss} from
 *
 * <ul>
 *   <li>{@code scale}: in [1e-6, 1e6], default 1
 *   <li>{@code denominator}: others, as in the paper, or all, as in the Python library; default others
 *   <li>{@code learningRateFactor}: in [1e-6, 1e6], default 1
 * </ul>
 */
public final class ProxyNcaLossProvider implements LossProvider {
    @Override
    public String id() {
        return "proxy-nca";
    }

    @Override
    public String summary() {
        return "Proxy-NCA: embeddings nearer to the proxy of their class than to the others (Movshovitz-Attias et al., ICCV 2017)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PROXIES,
                        "Movshovitz-Attias et al.: No Fuss Distance Metric Learning Using Proxies, ICCV 2017",
                        "Fast convergence with few classes; no sampling of tuples.")
                .tuning(TuningRange.log("scale", 1, 16), TuningRange.log("learningRateFactor", 1, 100));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new ProxyNcaLoss(
                parameters.number("scale", 1, ProxyNcaLoss.SCALE),
                parameters.choice("denominator", Denominator.OTHERS),
                parameters.number("learningRateFactor", 1, Proxies.LEARNING_RATE_FACTOR));
    }
}
