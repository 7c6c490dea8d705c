package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;

/**
 * Makes {@link ContrastiveLoss} from {@code pairs} (all, explicit; default all), {@code form} (squared, linear; default
 * squared), {@code margin} (&gt; 0; default 1), {@code positiveMargin} (&gt;= 0; default 0), {@code normalize} (default
 * false), {@code reduction} (active, all, sum; default all for squared and active for linear), {@code algorithm}
 * (exact, enumerate; default exact), {@code mining} (a {@link MiningRule} or a list of them by steps; default all) and
 * {@code distance} (a {@link PairDistance}; default euclidean).
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
                        "Verification, and data that is labelled by pairs; the margin is directly a distance.")
                .tuples("pairs: all: m (m - 1) / 2; pairs: explicit: the listed pairs")
                .tuning(TuningRange.log("margin", 0.2, 2));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        PairChoice pairs = parameters.choice("pairs", PairChoice.ALL);
        ContrastiveForm form = parameters.choice("form", ContrastiveForm.SQUARED);
        double margin = parameters.number("margin", 1, ContrastiveLoss.MARGIN);
        double positiveMargin = parameters.number("positiveMargin", 0, ContrastiveLoss.POSITIVE_MARGIN);
        boolean normalize = parameters.flag("normalize", false);
        TupleReduction reduction = parameters.choice("reduction", form.usualReduction());
        Algorithm algorithm =
                parameters.when(pairs == PairChoice.ALL, "pairs: all").choice("algorithm", Algorithm.EXACT);
        Parameters exact = parameters
                .later()
                .when(pairs == PairChoice.ALL && algorithm == Algorithm.EXACT, "pairs: all, algorithm: exact");
        return new ContrastiveLoss(
                pairs,
                form,
                margin,
                positiveMargin,
                normalize,
                reduction,
                algorithm,
                exact.stepwise("mining", MiningRule.ALL),
                exact.choice("distance", PairDistance.EUCLIDEAN));
    }
}
