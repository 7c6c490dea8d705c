package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * The normalized temperature-scaled cross-entropy NT-Xent (Chen, Kornblith, Norouzi, Hinton: A Simple Framework for
 * Contrastive Learning of Visual Representations, ICML 2020, equation 1), with labels. With the cosine s, the mean over
 * all ordered pairs (a, p) of equal label of
 *
 * <pre>{@code -log( exp(s_ap / T) / (exp(s_ap / T) + sum_n exp(s_an / T)) )}</pre>
 *
 * <p>The other positives of the anchor are not in the denominator. With two samples of each class, as the two views of
 * an image in the paper, there are none. {@link SupConLoss} keeps them. A batch without positives or without negatives
 * costs 0.
 *
 * @param temperature T, in [1e-6, 1e6]
 */
public record NtXentLoss(double temperature) implements AnchorLoss {
    /** The range of the temperature. */
    public static final Range TEMPERATURE = Range.scale();

    /** Checks the range. */
    public NtXentLoss {
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
    public Worker worker(DataType type, int references, int dimension) {
        LogSumExp powers = new LogSumExp();
        return anchor -> {
            if (anchor.positives().count() > 0 && anchor.negatives().count() > 0) {
                handle(anchor, powers);
            }
        };
    }

    /** The cost of (a, p) is log(1 + e^x), x = log sum_n exp(-f D_an^2) + f D_ap^2, f = 1 / 2T. */
    private void handle(Anchor anchor, LogSumExp powers) {
        double f = 0.5 / temperature;
        double negatives = powers.of(anchor.squaredDistances(), anchor.negatives(), -f);
        PositiveTerms terms = new PositiveTerms(negatives, f, anchor.squaredDistances(), anchor.weights());
        terms.add(anchor.positives().from(), anchor.positives().to());
        terms.add(anchor.positives().secondFrom(), anchor.positives().secondTo());
        powers.shares(anchor.squaredDistances(), anchor.negatives(), -f * terms.slopes, anchor.weights());
        anchor.cost(terms.cost);
        anchor.tally(CONSIDERED, anchor.positives().count());
        anchor.tally(ACTIVE, terms.active);
    }

    /** The terms of one anchor. */
    private static final class PositiveTerms {
        private final double negatives;
        private final double f;
        private final Row squaredDistances;
        private final Row weights;
        private double cost;
        private double slopes;
        private int active;

        PositiveTerms(double negatives, double f, Row squaredDistances, Row weights) {
            this.negatives = negatives;
            this.f = f;
            this.squaredDistances = squaredDistances;
            this.weights = weights;
        }

        void add(int from, int to) {
            for (int p = from; p < to; p++) {
                double x = negatives + f * squaredDistances.get(p);
                // One power gives both the term and its derivative.
                double power = Math.exp(-Math.abs(x));
                double term = Math.max(0, x) + LogSumExp.log1p(power);
                double slope = (x > 0 ? 1 : power) / (1 + power);
                cost += term;
                active += term > 0 ? 1 : 0;
                slopes += slope;
                weights.set(p, f * slope);
            }
        }
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.costOver(sums.considered());
    }

    /** All ordered pairs of equal label, if there are two classes. */
    @Override
    public long tuples(BatchProfile batch) {
        return batch.orderedNegativePairs() > 0 ? batch.orderedPositivePairs() : 0;
    }
}
