package org.metricloss.loss.ranking;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link SmoothApLoss} from
 *
 * <ul>
 *   <li>{@code temperature}: in [1e-6, 1e6], default 0.01
 * </ul>
 */
public final class SmoothApLossProvider implements LossProvider {
    @Override
    public String id() {
        return "smooth-ap";
    }

    @Override
    public String summary() {
        return "Smooth-AP: average precision with sigmoids in place of steps (Brown et al., ECCV 2020)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.RANKINGS,
                        "Brown, Xie, Kalogeiton, Zisserman: Smooth-AP: Smoothing the Path Towards Large-Scale Image Retrieval, ECCV 2020",
                        "Retrieval judged by average precision, with large batches of a few samples of each class.")
                .tuples("sum over classes of n_c (n_c - 1) (m - 2)")
                .tuning(TuningRange.log("temperature", 0.005, 0.1));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new SmoothApLoss(parameters.number("temperature", 0.01, SmoothApLoss.TEMPERATURE));
    }
}
