package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link LiftedStructureLoss} from
 *
 * <ul>
 *   <li>{@code form}: pairs (the default) or anchors
 *   <li>{@code margin}: a finite number, default 1
 *   <li>{@code positiveMargin}: a finite number, default 0
 *   <li>{@code normalize}: default false as in the papers; the Python library normalizes
 * </ul>
 */
public final class LiftedStructureLossProvider implements LossProvider {
    @Override
    public String id() {
        return "lifted-structure";
    }

    @Override
    public String summary() {
        return "lifted structure: each positive pair against all negatives (Song et al., CVPR 2016; Hermans et al., 2017)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Song, Xiang, Jegelka, Savarese: Deep Metric Learning via Lifted Structured Feature Embedding, CVPR 2016; Hermans, Beyer, Leibe: In Defense of the Triplet Loss for Person Re-Identification, 2017",
                        "Small batches in which every pair should learn from all negatives.")
                .tuples("form: pairs: sum over classes of n_c (n_c - 1); form: anchors: m (m - 1)")
                .tuning(TuningRange.linear("margin", 0.2, 2));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new LiftedStructureLoss(
                parameters.choice("form", LiftedStructureForm.PAIRS),
                parameters.number("margin", 1, LiftedStructureLoss.MARGIN),
                parameters.number("positiveMargin", 0, LiftedStructureLoss.MARGIN),
                parameters.flag("normalize", false));
    }
}
