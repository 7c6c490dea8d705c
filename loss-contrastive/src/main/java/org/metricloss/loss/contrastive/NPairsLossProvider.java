package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link NPairsLoss} from
 *
 * <ul>
 *   <li>{@code normalize}: default false as in the paper; the Python library normalizes
 *   <li>{@code regularization}: &gt;= 0, default 0.002, that of the TensorFlow library; the paper names none, and the
 *       Python library has none
 * </ul>
 */
public final class NPairsLossProvider implements LossProvider {
    @Override
    public String id() {
        return "n-pairs";
    }

    @Override
    public String summary() {
        return "N-pairs: one pair of each class, in a softmax over the positives of all classes (Sohn, NIPS 2016)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Sohn: Improved Deep Metric Learning with Multi-class N-pair Loss Objective, NIPS 2016",
                        "Batches of two samples of each of many classes.")
                .tuples("the number of classes with two samples or more")
                .tuning(TuningRange.log("regularization", 0.0002, 0.02));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new NPairsLoss(
                parameters.flag("normalize", false),
                parameters.number("regularization", 0.002, NPairsLoss.REGULARIZATION));
    }
}
