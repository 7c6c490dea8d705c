package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link CircleLoss} from
 *
 * <ul>
 *   <li>{@code margin}: in [0, 1], default 0.4, which the paper uses for image retrieval (0.25 for faces)
 *   <li>{@code gamma}: in [1e-6, 1e6], default 80, which the paper uses for image retrieval (256 for faces)
 * </ul>
 */
public final class CircleLossProvider implements LossProvider {
    @Override
    public String id() {
        return "circle";
    }

    @Override
    public String summary() {
        return "circle: pairs weighted by how far their cosines are from the optimum (Sun et al., CVPR 2020)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Sun, Cheng, Zhang, Zhang, Zheng, Wang, Wei: Circle Loss: A Unified Perspective of Pair Similarity Optimization, CVPR 2020",
                        "Retrieval and faces; pairs near their optimum get small weights automatically.")
                .tuples("m - 1 for each sample that has positives and negatives")
                .tuning(TuningRange.linear("margin", 0.2, 0.5), TuningRange.log("gamma", 16, 256));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new CircleLoss(
                parameters.number("margin", 0.4, CircleLoss.MARGIN), parameters.number("gamma", 80, CircleLoss.GAMMA));
    }
}
