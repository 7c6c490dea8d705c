package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

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
