package org.metricloss.loss.contrastive;

import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.mining.PairDistance;
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
        PairCosts pull = new PairCosts(form, PairDistance.EUCLIDEAN, 1, positiveMargin, factors[RowTallies.POSITIVE]);
        PairCosts push = new PairCosts(form, PairDistance.EUCLIDEAN, -1, margin, factors[RowTallies.NEGATIVE]);
        return (i, from, distances, weights) -> {
            distances.sqrt(from, m);
            handle(i, RowTallies.POSITIVE, pull, distances, from, classEnds[i], weights[0]);
            handle(i, RowTallies.NEGATIVE, push, distances, classEnds[i], m, weights[groups - 1]);
        };
    }

    private void handle(int i, int kind, PairCosts costs, Row distances, int from, int to, Row weights) {
        costs.clear();
        costs.add(distances, from, to, weights);
        tallies.set(i, kind, costs.cost(), costs.considered(), costs.active(), costs.distances());
    }
}
