package org.metricloss.loss.ranking;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link FastApLoss} from
 *
 * <ul>
 *   <li>{@code bins}: a whole number in [1, 1000], default 10
 * </ul>
 */
public final class FastApLossProvider implements LossProvider {
    @Override
    public String id() {
        return "fast-ap";
    }

    @Override
    public String summary() {
        return "FastAP: average precision from histograms of distances (Cakir et al., CVPR 2019)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.RANKINGS,
                        "Cakir, He, Xia, Kulis, Sclaroff: Deep Metric Learning to Rank, CVPR 2019",
                        "Retrieval judged by average precision, with large batches of several samples of each class.")
                .tuples("sum over classes of at least two of n_c (m - 1)")
                .tuning(TuningRange.whole("bins", 5, 25));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new FastApLoss(parameters.integer("bins", 10, FastApLoss.BINS));
    }
}
