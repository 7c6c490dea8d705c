package org.metricloss.loss.contrastive;

import java.util.Optional;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.mining.MinedLoss;
import org.metricloss.core.mining.Mining;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.tensor.Tensor;

/**
 * Multi-similarity loss (Wang, Han, Huang, Dong, Scott: Multi-Similarity Loss with General Pair Weighting for Deep
 * Metric Learning, CVPR 2019, equation 15). The pair mining of the paper is {@link MiningRule#MULTI_SIMILARITY}. With
 * the cosine s, the mean over all samples a of
 *
 * <pre>{@code
 * 1/alpha log(1 + sum_p exp(-alpha (s_ap - base))) + 1/beta log(1 + sum_n exp(beta (s_an - base)))
 * }</pre>
 *
 * <p>A sample without positives or without negatives has 0 instead of that logarithm and still counts in the mean.
 *
 * @param alpha the sharpness among positives, in [1e-6, 1e6]
 * @param beta the sharpness among negatives, in [1e-6, 1e6]
 * @param base the cosine around which pairs are weighted, called lambda in the paper; in [-1, 1]
 * @param rules the mining, by steps; it compares 1 minus the cosine, semi-hard with a margin of {@value #MINING_MARGIN}
 */
public record MultiSimilarityLoss(double alpha, double beta, double base, Stepwise<MiningRule> rules)
        implements MinedLoss {
    /** The range of alpha and beta. */
    public static final Range SHARPNESS = Range.scale();
    /** The range of the base. */
    public static final Range BASE = Range.between(-1, 1);

    /** The margin of semi-hard mining. */
    public static final double MINING_MARGIN = 0.2;

    /** Checks the ranges. */
    public MultiSimilarityLoss {
        SHARPNESS.require("alpha", alpha);
        SHARPNESS.require("beta", beta);
        BASE.require("base", base);
    }

    /**
     * The loss of all pairs.
     *
     * @param alpha the sharpness among positives, in [1e-6, 1e6]
     * @param beta the sharpness among negatives, in [1e-6, 1e6]
     * @param base the cosine around which pairs are weighted; in [-1, 1]
     */
    public MultiSimilarityLoss(double alpha, double beta, double base) {
        this(alpha, beta, base, Stepwise.always(MiningRule.ALL));
    }

    @Override
    public Optional<Mining> mining() {
        return rules.isConstant() && rules.first() == MiningRule.ALL
                ? Optional.empty()
                : Optional.of(Mining.by(rules, PairDistance.COSINE, MINING_MARGIN));
    }

    @Override
    public boolean normalize() {
        return true;
    }

    /** With s = 1 - D^2 / 2 the exponents are alpha/2 (D^2 - c) and -beta/2 (D^2 - c), c = 2 (1 - base). */
    @Override
    public Worker worker(DataType type, int references, int dimension) {
        LogSumExp powers = new LogSumExp();
        double c = 2 * (1 - base);
        return anchor -> {
            double positive = powers.of(anchor.squaredDistances(), anchor.positives(), alpha / 2) - alpha / 2 * c;
            powers.shares(
                    anchor.squaredDistances(),
                    anchor.positives(),
                    LogSumExp.slopeWithOne(positive) / 2,
                    anchor.weights());
            double negative = powers.of(anchor.squaredDistances(), anchor.negatives(), -beta / 2) + beta / 2 * c;
            powers.shares(
                    anchor.squaredDistances(),
                    anchor.negatives(),
                    -LogSumExp.slopeWithOne(negative) / 2,
                    anchor.weights());
            anchor.cost(
                    LogSumExp.withOne(positive) / alpha + LogSumExp.withOne(negative) / beta,
                    anchor.others().count());
        };
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.cost().mul(1.0 / input.samples());
    }

    /** All ordered pairs. */
    @Override
    public long tuples(BatchProfile batch) {
        return 2 * batch.pairs();
    }
}
