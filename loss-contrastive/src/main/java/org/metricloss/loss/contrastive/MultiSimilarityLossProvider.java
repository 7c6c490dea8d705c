package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.core.mining.MiningRule;

/**
 * Makes {@link MultiSimilarityLoss} from
 *
 * <ul>
 *   <li>{@code alpha}: in [1e-6, 1e6], default 2
 *   <li>{@code beta}: in [1e-6, 1e6], default 50
 *   <li>{@code base}: in [-1, 1], default 1 as in the paper; the Python library's default is 0.5
 *   <li>{@code mining}: a {@link MiningRule}, or a list of them by steps; default all. multi-similarity is the paper's
 * </ul>
 */
public final class MultiSimilarityLossProvider implements LossProvider {
    @Override
    public String id() {
        return "multi-similarity";
    }

    @Override
    public String summary() {
        return "multi-similarity: soft weights of all pairs by their cosines (Wang et al., CVPR 2019)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Wang, Han, Huang, Dong, Scott: Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning, CVPR 2019",
                        "Retrieval with several samples of each class in a batch; a strong default among pair losses.")
                .tuples("m (m - 1)")
                .tuning(
                        TuningRange.log("alpha", 1, 4),
                        TuningRange.log("beta", 10, 80),
                        TuningRange.linear("base", 0.3, 1));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new MultiSimilarityLoss(
                parameters.number("alpha", 2, MultiSimilarityLoss.SHARPNESS),
                parameters.number("beta", 50, MultiSimilarityLoss.SHARPNESS),
                parameters.number("base", 1, MultiSimilarityLoss.BASE),
                parameters.stepwise("mining", MiningRule.ALL));
    }
}
