package org.metricloss.loss.proxy;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link ProxyAnchorLoss} from
 *
 * <ul>
 *   <li>{@code margin}: in [0, 2], default 0.1
 *   <li>{@code alpha}: in [1e-6, 1e6], default 32
 *   <li>{@code learningRateFactor}: in [1e-6, 1e6], default 100
 * </ul>
 */
public final class ProxyAnchorLossProvider implements LossProvider {
    @Override
    public String id() {
        return "proxy-anchor";
    }

    @Override
    public String summary() {
        return "Proxy-Anchor: each class's proxy against all samples of the batch (Kim et al., CVPR 2020)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PROXIES,
                        "Kim, Kim, Cho, Kwak: Proxy Anchor Loss for Deep Metric Learning, CVPR 2020",
                        "Retrieval with a few hundred classes and batches of at least a hundred samples.")
                .tuning(
                        TuningRange.linear("margin", 0.05, 0.3),
                        TuningRange.log("alpha", 8, 64),
                        TuningRange.log("learningRateFactor", 1, 100));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new ProxyAnchorLoss(
                parameters.number("margin", 0.1, ProxyAnchorLoss.MARGIN),
                parameters.number("alpha", 32, ProxyAnchorLoss.ALPHA),
                parameters.number("learningRateFactor", 100, Proxies.LEARNING_RATE_FACTOR));
    }
}
