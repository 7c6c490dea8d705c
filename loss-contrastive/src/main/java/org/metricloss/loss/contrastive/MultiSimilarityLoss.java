package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * Multi-similarity loss (Wang, Han, Huang, Dong, Scott: Multi-Similarity Loss with General Pair Weighting for Deep
 * Metric Learning, CVPR 2019, equation 15), without the pair mining of the paper. With the cosine s, the mean over all
 * samples a of
 *
 * <pre>{@code
 * 1/alpha log(1 + sum_p exp(-alpha (s_ap - base))) + 1/beta log(1 + sum_n exp(beta (s_an - base)))
 * }</pre>
 *
 * <p>A sample without positives or without negatives has 0 in the place of that logarithm and still counts in the mean.
 *
 * @param alpha the sharpness among positives, above 0
 * @param beta the sharpness among negatives, above 0
 * @param base the cosine around which pairs are weighted, called lambda in the paper; in [-1, 1]
 */
public record MultiSimilarityLoss(double alpha, double beta, double base) implements AnchorLoss {
    /** The range of alpha and beta. */
    public static final Range SHARPNESS = Range.positive();
    /** The range of the base. */
    public static final Range BASE = Range.between(-1, 1);

    /** Checks the ranges. */
    public MultiSimilarityLoss {
        SHARPNESS.require("alpha", alpha);
        SHARPNESS.require("beta", beta);
        BASE.require("base", base);
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
