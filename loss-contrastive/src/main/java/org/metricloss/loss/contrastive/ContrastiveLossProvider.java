package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/**
 * Makes {@link ContrastiveLoss} from {@code pairs} (all, explicit; default all), {@code form} (squared, linear; default
 * squared), {@code margin} (&gt; 0; default 1), {@code positiveMargin} (&gt;= 0; default 0), {@code normalize} (default
 * false), {@code reduction} (active, all, sum; default all for squared and active for linear) and {@code algorithm}
 * (exact, enumerate; default exact).
 */
public final class ContrastiveLossProvider implements LossProvider {
    @Override
    public String id() {
        return "contrastive";
    }

    @Override
    public String summary() {
        return "contrastive loss over all pairs of a batch or listed pairs (Hadsell et al., CVPR 2006), squared or linear";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping, CVPR 2006",
                        "Verification, and data that is labelled by pairs; the margin is a distance that can be read.")
                .tuples("pairs: all: m (m - 1) / 2; pairs: explicit: the listed pairs")
                .tuning(TuningRange.log("margin", 0.2, 2));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        PairChoice pairs = parameters.choice("pairs", PairChoice.ALL);
        ContrastiveForm form = parameters.choice("form", ContrastiveForm.SQUARED);
        return new ContrastiveLoss(
                pairs,
                form,
                parameters.number("margin", 1, ContrastiveLoss.MARGIN),
                parameters.number("positiveMargin", 0, ContrastiveLoss.POSITIVE_MARGIN),
                parameters.flag("normalize", false),
                parameters.choice("reduction", form.usualReduction()),
                parameters.when(pairs == PairChoice.ALL, "pairs: all").choice("algorithm", Algorithm.EXACT));
    }
}
