package org.metricloss.loss.ranking;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * Smooth-AP (Brown, Xie, Kalogeiton, Zisserman: Smooth-AP: Smoothing the Path Towards Large-Scale Image Retrieval, ECCV
 * 2020, equations 6 and 7): the average precision of each sample's ranking of the others by the cosine s, with the
 * sigmoid {@code G(x) = 1 / (1 + exp(-x / temperature))} instead of the step function. The mean over all samples q with
 * a positive of
 *
 * <pre>{@code
 * 1 - 1/|P| sum_{i in P} (1 + sum_{j in P, j != i} G(s_qj - s_qi)) / (1 + sum_{j in P or N, j != i} G(s_qj - s_qi))
 * }</pre>
 *
 * <p>The query itself is not ranked, as in the paper's text; the authors' code counts it as a positive. It takes O(n) for each
 * positive pair, so it is meant for classes of a few samples.
 *
 * @param temperature tau, in [1e-6, 1e6]
 */
public record SmoothApLoss(double temperature) implements AnchorLoss {
    /** The range of the temperature. */
    public static final Range TEMPERATURE = Range.scale();

    /** The tally of the samples with a positive. */
    private static final int QUERIES = 2;

    /** Checks the range. */
    public SmoothApLoss {
        TEMPERATURE.require("temperature", temperature);
    }

    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public boolean normalize() {
        return true;
    }

    @Override
    public int tallies() {
        return 3;
    }

    /** Each positive of a sample is compared with all others. */
    @Override
    public int exponent() {
        return 3;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        return new Ranks(new Row(type, references));
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.costOver(sums.tallies().get(QUERIES));
    }

    /** Each positive of a query is compared with every other sample but the query. */
    @Override
    public long tuples(BatchProfile batch) {
        return batch.orderedPositivePairs() * (batch.samples() - 2);
    }

    /** The smoothed ranks of one anchor's positives after the other. */
    private final class Ranks implements Worker {
        private final Exponential exponential = new Exponential();
        /** For every other sample, how far it ranks before the current positive: G. */
        private final Row before;

        /** With s = 1 - D^2 / 2, s_j - s_i = (D_i^2 - D_j^2) / 2. */
        private final double scale = 1 / (2 * temperature);

        Ranks(Row before) {
            this.before = before;
        }

        @Override
        public void handle(Anchor anchor) {
            Places positives = anchor.positives();
            int count = positives.count();
            if (count == 0) {
                return;
            }
            long tuples = (long) count * (anchor.others().count() - 1);
            anchor.cost(rank(anchor, positives.from(), positives.to())
                    + rank(anchor, positives.secondFrom(), positives.secondTo()));
            anchor.tally(AnchorFormula.CONSIDERED, tuples);
            // A sigmoid is above 0 even if it is rounded to 0.
            anchor.tally(AnchorFormula.ACTIVE, anchor.negatives().count() > 0 ? tuples : 0);
            anchor.tally(QUERIES, 1);
        }

        private double rank(Anchor anchor, int from, int to) {
            double cost = 0;
            for (int i = from; i < to; i++) {
                cost += rank(anchor, i);
            }
            return cost;
        }

        /** {@return the share of negatives in the smoothed rank of a positive, over the number of positives} */
        private double rank(Anchor anchor, int i) {
            Row distances = anchor.squaredDistances();
            Places others = anchor.others();
            others.multiply(distances, 1, before);
            others.exp(before, exponential, scale, distances.get(i));
            sigmoid(others.from(), others.to());
            sigmoid(others.secondFrom(), others.secondTo());
            before.set(i, 0);
            double negatives = anchor.negatives().sum(before);
            double rank = 1 + anchor.positives().sum(before) + negatives;
            double share = 1.0 / anchor.positives().count();
            double byPositive = -negatives / (rank * rank) * share * scale;
            double byNegative = (rank - negatives) / (rank * rank) * share * scale;
            double own = slopes(anchor.positives(), byPositive, anchor.weights())
                    + slopes(anchor.negatives(), byNegative, anchor.weights());
            anchor.weights().set(i, anchor.weights().get(i) + own);
            return negatives / rank * share;
        }

        private void sigmoid(int from, int to) {
            for (int j = from; j < to; j++) {
                before.set(j, 1 / (1 + before.get(j)));
            }
        }

        /** Subtracts the slope of each sigmoid from the weight of its sample, and returns their sum. */
        private double slopes(Places places, double factor, Row weights) {
            return slopes(places.from(), places.to(), factor, weights)
                    + slopes(places.secondFrom(), places.secondTo(), factor, weights);
        }

        private double slopes(int from, int to, double factor, Row weights) {
            double sum = 0;
            for (int j = from; j < to; j++) {
                double g = before.get(j);
                double slope = factor * g * (1 - g);
                weights.set(j, weights.get(j) - slope);
                sum += slope;
            }
            return sum;
        }
    }
}
