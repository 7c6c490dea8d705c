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
        positives(i, from, distances, weights[0]);
        negatives(i, from, distances, weights[groups - 1]);
    }

    private void positives(int i, int from, double[] distances, double[] weights) {
        int label = labels[i];
        double cost = 0;
        int considered = 0;
        int active = 0;
        double sum = 0;
        for (int j = from; j < labels.length; j++) {
            if (labels[j] == label) {
                double distance = distances[j];
                considered++;
                sum += distance;
                double excess = distance - loss.positiveMargin();
                if (excess > 0) {
                    active++;
                    cost += loss.form().cost(excess);
                    weights[j] = 0.5 * factors[0] * loss.form().slope(excess) / distance;
                }
            }
        }
        tallies.set(i, RowTallies.POSITIVE, cost, considered, active, sum);
    }

    private void negatives(int i, int from, double[] distances, double[] weights) {
        int label = labels[i];
        double cost = 0;
        int considered = 0;
        int active = 0;
        double sum = 0;
        for (int j = from; j < labels.length; j++) {
            if (labels[j] != label) {
                double distance = distances[j];
                considered++;
                sum += distance;
                double excess = loss.margin() - distance;
                if (excess > 0) {
                    active++;
                    cost += loss.form().cost(excess);
                    // Two embeddings in one place have no direction to move in.
                    weights[j] = distance > 0 ? -0.5 * factors[1] * loss.form().slope(excess) / distance : 0;
                }
            }
        }
        tallies.set(i, RowTallies.NEGATIVE, cost, considered, active, sum);
    }
}
