package org.metricloss.loss.proxy;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link SoftTripleLoss} from
 *
 * <ul>
 *   <li>{@code centers}: a whole number &gt;= 1, default 10
 *   <li>{@code lambda}: in [1e-6, 1e6], default 20
 *   <li>{@code gamma}: in [1e-6, 1e6], default 0.1
 *   <li>{@code margin}: in [0, 2], default 0.01
 *   <li>{@code tau}: &gt;= 0, default 0.2, as in the paper; 0 is the Python library's form
 *   <li>{@code learningRateFactor}: in [1e-6, 1e6], default 100
 * </ul>
 */
public final class SoftTripleLossProvider implements LossProvider {
    @Override
    public String id() {
        return "soft-triple";
    }

    @Override
    public String summary() {
        return "SoftTriple: softmax over the similarity to several learned centers of each class (Qian et al., ICCV"
                + " 2019)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PROXIES,
                        "Qian et al.: SoftTriple Loss: Deep Metric Learning Without Triplet Sampling, ICCV 2019",
                        "Classes with several modes.")
                .tuning(
                        TuningRange.whole("centers", 2, 10),
                        TuningRange.log("lambda", 5, 40),
                        TuningRange.linear("margin", 0.005, 0.1),
                        TuningRange.log("learningRateFactor", 1, 100));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new SoftTripleLoss(
                parameters.integer("centers", 10, SoftTripleLoss.CENTERS),
                parameters.number("lambda", 20, SoftTripleLoss.SHARPNESS),
                parameters.number("gamma", 0.1, SoftTripleLoss.SHARPNESS),
                parameters.number("margin", 0.01, SoftTripleLoss.MARGIN),
                parameters.number("tau", 0.2, SoftTripleLoss.TAU),
                parameters.number("learningRateFactor", 100, Proxies.LEARNING_RATE_FACTOR));
    }
}
