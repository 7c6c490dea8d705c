package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * Supervised contrastive loss (Khosla et al.: Supervised Contrastive Learning, NeurIPS 2020, equation 2, with the sum
 * outside the logarithm). With the cosine s, an anchor a with the positives P costs
 *
 * <pre>{@code -1/|P| sum_p log( exp(s_ap / T) / sum_{k != a} exp(s_ak / T) )}</pre>
 *
 * <p>All other samples are in the denominator, the other positives too; {@link NtXentLoss} leaves these out. The value
 * is the mean over the anchors with a cost above 0. Anchors without positives are left out. A batch without positives
 * or without negatives costs 0, although the formula also has a value for anchors without negatives; the same holds for
 * references of one class only.
 *
 * @param temperature T, in [1e-6, 1e6]
 */
public record SupConLoss(double temperature) implements AnchorLoss {
    /** The range of the temperature. */
    public static final Range TEMPERATURE = Range.scale();

    private static final int ACTIVE_ANCHORS = 2;

    /** Checks the range. */
    public SupConLoss {
        TEMPERATURE.require("temperature", temperature);
    }

    @Override
    public boolean normalize() {
        return true;
    }

    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public int tallies() {
        return 3;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        LogSumExp powers = new LogSumExp();
        return anchor -> {
            if (anchor.positives().count() > 0 && anchor.negatives().count() > 0) {
                handle(anchor, powers);
            }
        };
    }

    /** The cost is log sum_k exp(-f D_ak^2) + f/|P| sum_p D_ap^2, f = 1 / 2T. */
    private void handle(Anchor anchor, LogSumExp powers) {
        double f = 0.5 / temperature;
        double own = f / anchor.positives().count();
        double ofPositives = own * anchor.positives().sum(anchor.squaredDistances());
        double ofAll = powers.of(anchor.squaredDistances(), anchor.others(), -f);
        powers.shares(anchor.squaredDistances(), anchor.others(), -f, anchor.weights());
        anchor.positives().add(anchor.weights(), own);
        double cost = ofAll + ofPositives;
        anchor.cost(cost, anchor.others().count());
        anchor.tally(ACTIVE_ANCHORS, cost > 0 ? 1 : 0);
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.costOver(sums.tallies().get(ACTIVE_ANCHORS));
    }

    /** All ordered pairs of an anchor that has positives and negatives. */
    @Override
    public long tuples(BatchProfile batch) {
        return batch.anchors() * (batch.samples() - 1);
    }
}
