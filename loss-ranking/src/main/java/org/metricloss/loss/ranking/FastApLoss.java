package org.metricloss.loss.ranking;

import java.util.Arrays;
import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * FastAP (Cakir, He, Xia, Kulis, Sclaroff: Deep Metric Learning to Rank, CVPR 2019, equations 6 to 9): the average precision of
 * each sample's ranking of the others, from histograms of squared distances between embeddings of length 1. Each distance is
 * shared linearly by the two nearest of {@code bins} + 1 histogram centers in [0, 4]. With h+ and h- the histograms of positives
 * and negatives, H+ and H- their cumulative sums, and H = H+ + H-, the mean over all samples with a positive of
 *
 * <pre>{@code 1 - 1/N+ sum_b h+_b H+_b / H_b  =  1/N+ sum_b h+_b H-_b / H_b}</pre>
 *
 * @param bins the number of bins, at least 1
 */
public record FastApLoss(int bins) implements AnchorLoss {
    /** The range of the number of bins. */
    public static final Range BINS = Range.between(1, 1000);

    private static final double LARGEST = 4;
    /** The tally of the samples with a positive. */
    private static final int QUERIES = 2;

    /** Checks the range. */
    public FastApLoss {
        BINS.require("bins", bins);
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

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        return new Histograms();
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return sums.costOver(sums.tallies().get(QUERIES));
    }

    /** The ordered pairs (a, j) of two samples whose a has a positive. */
    @Override
    public long tuples(BatchProfile batch) {
        return batch.samplesWithPositives() * (batch.samples() - 1);
    }

    /** The histograms of one anchor after the other. */
    private final class Histograms implements Worker {
        private final double[] positive = new double[bins + 1];
        private final double[] negative = new double[bins + 1];
        /** The derivatives of the cost by the histograms. */
        private final double[] positiveSlope = new double[bins + 1];

        private final double[] negativeSlope = new double[bins + 1];

        @Override
        public void handle(Anchor anchor) {
            int positives = anchor.positives().count();
            if (positives == 0) {
                return;
            }
            count(anchor.squaredDistances(), anchor.positives(), positive);
            count(anchor.squaredDistances(), anchor.negatives(), negative);
            anchor.cost(cost(positives), anchor.others().count());
            anchor.tally(QUERIES, 1);
            slopes(anchor.squaredDistances(), anchor.positives(), positiveSlope, anchor.weights());
            slopes(anchor.squaredDistances(), anchor.negatives(), negativeSlope, anchor.weights());
        }

        private void count(Row distances, Places places, double[] histogram) {
            Arrays.fill(histogram, 0);
            count(distances, places.from(), places.to(), histogram);
            count(distances, places.secondFrom(), places.secondTo(), histogram);
        }

        private void count(Row distances, int from, int to, double[] histogram) {
            for (int j = from; j < to; j++) {
                // Rounding may leave a distance slightly above the largest.
                double place = Math.min(bins, distances.get(j) * (bins / LARGEST));
                int bin = bin(place);
                histogram[bin] += 1 - (place - bin);
                histogram[bin + 1] += place - bin;
            }
        }

        /** {@return the lower of the two bins of a place; the largest place is shared by the last two} */
        private int bin(double place) {
            return Math.min((int) place, bins - 1);
        }

        private double cost(int positives) {
            double before = 0;
            double beforeNegative = 0;
            double cost = 0;
            for (int b = 0; b <= bins; b++) {
                before += positive[b] + negative[b];
                beforeNegative += negative[b];
                positiveSlope[b] = before == 0 ? 0 : beforeNegative / before;
                cost += positive[b] * positiveSlope[b];
                negativeSlope[b] = before == 0 ? 0 : positive[b] / before;
            }
            // A sample counts in all cumulative sums from its own bin on.
            double byPositives = 0;
            double byNegatives = 0;
            for (int b = bins; b >= 0; b--) {
                byPositives -= negativeSlope[b] * positiveSlope[b];
                byNegatives += negativeSlope[b] * (1 - positiveSlope[b]);
                positiveSlope[b] = (positiveSlope[b] + byPositives) / positives;
                negativeSlope[b] = byNegatives / positives;
            }
            return cost / positives;
        }

        private void slopes(Row distances, Places places, double[] byBin, Row weights) {
            slopes(distances, places.from(), places.to(), byBin, weights);
            slopes(distances, places.secondFrom(), places.secondTo(), byBin, weights);
        }

        private void slopes(Row distances, int from, int to, double[] byBin, Row weights) {
            for (int j = from; j < to; j++) {
                int bin = bin(distances.get(j) * (bins / LARGEST));
                weights.set(j, (byBin[bin + 1] - byBin[bin]) * (bins / LARGEST));
            }
        }
    }
}
