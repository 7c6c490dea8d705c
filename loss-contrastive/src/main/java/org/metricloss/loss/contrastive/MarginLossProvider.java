package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TuningRange;
import org.metricloss.core.mining.MiningRule;

/**
 * Makes {@link MarginLoss} from
 *
 * <ul>
 *   <li>{@code pairs}: sampled (the default, as in the paper), all-triplets, as in the Python library, or mined
 *   <li>{@code mining}: a {@link MiningRule}, or a list of them by steps, default all; only with {@code pairs: mined}
 *   <li>{@code margin}: &gt;= 0, default 0.2
 *   <li>{@code beta}: per-class (the default), single or fixed
 *   <li>{@code initialBeta}: &gt; 0, default 1.2
 *   <li>{@code nu}: &gt;= 0, default 0; allowed only with a learned beta
 *   <li>{@code learningRateFactor}: in [1e-6, 1e6], default 1; allowed only with a learned beta
 * </ul>
 */
public final class MarginLossProvider implements LossProvider {
    @Override
    public String id() {
        return "margin";
    }

    @Override
    public String summary() {
        return "margin: pairs on either side of a learned boundary, negatives drawn by distance (Wu et al., ICCV 2017)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Wu, Manmatha, Smola, Krahenbuhl: Sampling Matters in Deep Embedding Learning, ICCV 2017",
                        "Retrieval with classes of different spread, since each class learns its own boundary.")
                .tuples("pairs: sampled: sum over classes of 2 n_c (n_c - 1); pairs: all-triplets or mined: sum over"
                        + " classes of n_c (n_c - 1) (m - n_c)")
                .tuning(TuningRange.linear("margin", 0.05, 0.4), TuningRange.linear("initialBeta", 0.8, 1.4));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        MarginPairs pairs = parameters.choice("pairs", MarginPairs.SAMPLED);
        Stepwise<MiningRule> rules =
                parameters.when(pairs == MarginPairs.MINED, "pairs: mined").stepwise("mining", MiningRule.ALL);
        double margin = parameters.number("margin", 0.2, MarginLoss.MARGIN);
        MarginBeta beta = parameters.choice("beta", MarginBeta.PER_CLASS);
        double initialBeta = parameters.number("initialBeta", 1.2, MarginLoss.BETA);
        Parameters learned = parameters.when(beta != MarginBeta.FIXED, "beta: per-class or single");
        double nu = learned.number("nu", 0, MarginLoss.NU);
        double learningRateFactor = learned.number("learningRateFactor", 1, MarginLoss.LEARNING_RATE_FACTOR);
        return pairs == MarginPairs.MINED
                ? new MarginLoss(pairs, rules, margin, beta, initialBeta, nu, learningRateFactor)
                : new MarginLoss(pairs, margin, beta, initialBeta, nu, learningRateFactor);
    }
}
