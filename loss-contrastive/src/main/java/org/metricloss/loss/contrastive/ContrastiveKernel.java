package org.metricloss.loss.contrastive;

import org.metricloss.core.pair.PairKernel;
import org.metricloss.core.tensor.DataType;

/** Contrastive loss of one row's pairs (i, j), j &gt; i. */
final class ContrastiveKernel implements PairKernel {
    private final ContrastiveLoss loss;
    private final boolean single;
    private final int[] labels;
    private final double[] factors;
    private final int groups;
    private final RowTallies tallies;

    /**
     * @param factors what the slope of a positive and of a negative pair is multiplied by
     * @param groups 2 if positives and negatives have gradients of their own
     * @param tallies gets each row's sums
     */
    ContrastiveKernel(
            ContrastiveLoss loss, DataType type, int[] labels, double[] factors, int groups, RowTallies tallies) {
        this.loss = loss;
        this.single = type == DataType.FLOAT32;
        this.labels = labels;
        this.factors = factors;
        this.groups = groups;
        this.tallies = tallies;
    }

    @Override
    public boolean unordered() {
        return true;
    }

    @Override
    public int groups() {
        return groups;
    }

    @Override
    public Worker worker() {
        return this::row;
    }

    private void row(int i, int from, double[] distances, double[][] weights) {
        int m = labels.length;
        for (int j = from; j < m; j++) {
            distances[j] = Math.sqrt(distances[j]);
        }
        if (single) {
            for (int j = from; j < m; j++) {
                distances[j] = (float) distances[j];
            }
        }
        pairs(i, from, distances, weights[0], weights[groups - 1]);
    }

    /** Both kinds in one walk: what a pair costs takes less time than to look at its label once more. */
    private void pairs(int i, int from, double[] distances, double[] positiveWeights, double[] negativeWeights) {
        ContrastiveForm form = loss.form();
        double margin = loss.margin();
        double positiveMargin = loss.positiveMargin();
        double positiveFactor = 0.5 * factors[RowTallies.POSITIVE];
        double negativeFactor = -0.5 * factors[RowTallies.NEGATIVE];
        int label = labels[i];
        double positiveCost = 0;
        double negativeCost = 0;
        double positiveDistances = 0;
        double negativeDistances = 0;
        int positives = 0;
        int activePositives = 0;
        int activeNegatives = 0;
        for (int j = from; j < labels.length; j++) {
            double distance = distances[j];
            if (labels[j] == label) {
                positives++;
                positiveDistances += distance;
                double excess = distance - positiveMargin;
                if (excess > 0) {
                    activePositives++;
                    positiveCost += form.cost(excess);
                    positiveWeights[j] = positiveFactor * form.slope(excess) / distance;
                }
            } else {
                negativeDistances += distance;
                double excess = margin - distance;
                if (excess > 0) {
                    activeNegatives++;
                    negativeCost += form.cost(excess);
                    // Two embeddings in one place have no direction to move in.
                    negativeWeights[j] = distance > 0 ? negativeFactor * form.slope(excess) / distance : 0;
                }
            }
        }
        tallies.set(i, RowTallies.POSITIVE, positiveCost, positives, activePositives, positiveDistances);
        tallies.set(
                i,
                RowTallies.NEGATIVE,
                negativeCost,
                Math.max(0, labels.length - from) - positives,
                activeNegatives,
                negativeDistances);
    }
}
