package org.metricloss.loss.contrastive;

import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.pair.PairKernel;

/**
 * Contrastive loss of one row's pairs (i, j), j &gt; i, of a batch sorted by class: the positives come first, up to
 * the end of the class of the row, then the negatives.
 */
final class ContrastiveKernel implements PairKernel {
    private final ContrastiveForm form;
    private final double margin;
    private final double positiveMargin;
    private final int m;
    private final int[] classEnds;
    private final double[] factors;
    private final int groups;
    private final RowTallies tallies;

    /**
     * @param type the distances' type, in which the margins are meant
     * @param labels of the batch in the order of its classes
     * @param factors what the slope of a positive and of a negative pair is multiplied by
     * @param groups 2 if positives and negatives have gradients of their own
     * @param tallies gets each row's sums
     */
    ContrastiveKernel(
            ContrastiveLoss loss, DataType type, int[] labels, double[] factors, int groups, RowTallies tallies) {
        this.form = loss.form();
        this.margin = type.rounded(loss.margin());
        this.positiveMargin = type.rounded(loss.positiveMargin());
        this.m = labels.length;
        this.classEnds = new int[m];
        for (int i = m - 1; i >= 0; i--) {
            classEnds[i] = i + 1 < m && labels[i + 1] == labels[i] ? classEnds[i + 1] : i + 1;
        }
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

    /** Positives use the first group, alone or together with the negatives. */
    @Override
    public int columns(int group, int rows, int n) {
        return group == RowTallies.POSITIVE && groups == 2 ? classEnds[rows - 1] : n;
    }

    @Override
    public Worker worker() {
        return this::row;
    }

    private void row(int i, int from, Row distances, Row[] weights) {
        distances.sqrt(from, m);
        positives(i, from, classEnds[i], distances, weights[0]);
        negatives(i, classEnds[i], distances, weights[groups - 1]);
    }

    private void positives(int i, int from, int to, Row distances, Row weights) {
        // Local copies, since fields are read again after every call that is not inlined.
        ContrastiveForm form = this.form;
        double margin = positiveMargin;
        double factor = 0.5 * factors[RowTallies.POSITIVE];
        double cost = 0;
        int active = 0;
        for (int j = from; j < to; j++) {
            double distance = distances.get(j);
            double excess = distance - margin;
            if (excess > 0) {
                active++;
                cost += form.cost(excess);
                weights.set(j, factor * form.slope(excess) / distance);
            }
        }
        tallies.set(i, RowTallies.POSITIVE, cost, Math.max(0, to - from), active, distances.sum(from, to));
    }

    private void negatives(int i, int from, Row distances, Row weights) {
        ContrastiveForm form = this.form;
        double margin = this.margin;
        double factor = -0.5 * factors[RowTallies.NEGATIVE];
        double cost = 0;
        int active = 0;
        for (int j = from; j < m; j++) {
            double distance = distances.get(j);
            double excess = margin - distance;
            if (excess > 0) {
                active++;
                cost += form.cost(excess);
                // Two equal embeddings have no direction to move in.
                weights.set(j, distance > 0 ? factor * form.slope(excess) / distance : 0);
            }
        }
        tallies.set(i, RowTallies.NEGATIVE, cost, m - from, active, distances.sum(from, m));
    }
}
