package org.metricloss.loss.triplet;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link AngularLoss} from
 *
 * <ul>
 *   <li>{@code alpha}: degrees in [0.1, 90), default 45; the Python library's default is 40
 *   <li>{@code normalizeNegatives}: default true as in the paper; the Python library does not normalize negatives
 * </ul>
 */
public final class AngularLossProvider implements LossProvider {
    @Override
    public String id() {
        return "angular";
    }

    @Override
    public String summary() {
        return "angular: bounds the angle at the negative of each triplet (Wang et al., ICCV 2017)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.TRIPLETS,
                        "Wang, Zhou, Wen, Liu, Lin: Deep Metric Learning with Angular Loss, ICCV 2017",
                        "Retrieval where classes differ in spread, since an angle does not depend on the scale.")
                .tuples("sum over classes of n_c (n_c - 1) (m - n_c)")
                .tuning(TuningRange.linear("alpha", 36, 54));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new AngularLoss(
                parameters.number("alpha", 45, AngularLoss.ALPHA), parameters.flag("normalizeNegatives", true));
    }
}
