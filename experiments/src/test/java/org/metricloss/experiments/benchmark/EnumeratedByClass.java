package org.metricloss.experiments.benchmark;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.tensor.Tensor;

/**
 * The best enumeration of all triplets by an engine's own operations that we know, for comparison: distances once, then for each
 * class with k members an array [k, k, m - k] of its triplets and no others, gradients in closed form. Knowing the labels
 * beforehand, as no loss may, it leaves out the nine tenths that masks would cover.
 *
 * @param labels the labels of the one batch it is for, sorted
 * @param margin the margin of the hinge
 */
record EnumeratedByClass(int[] labels, double margin) implements MetricLoss {
    @Override
    public LossOutput compute(LossInput input) {
        Tensor distances = input.embeddings().squaredDistances().sqrt();
        Tensor sum = distances.full(0);
        Tensor active = input.labels().full(0);
        int classes = IntStream.of(labels).max().orElseThrow() + 1;
        for (int c = 0; c < classes; c++) {
            int label = c;
            int[] members = rows(i -> labels[i] == label);
            int[] others = rows(i -> labels[i] != label);
            int k = members.length;
            int l = others.length;
            Tensor fromMembers = distances.gatherRows(indices(input, members)).transpose();
            Tensor positives = fromMembers.gatherRows(indices(input, members));
            Tensor negatives = fromMembers.gatherRows(indices(input, others)).transpose();
            Tensor violations = positives
                    .stopGradient()
                    .add(margin)
                    .reshape(k, k, 1)
                    .sub(negatives.stopGradient().reshape(k, 1, l));
            Tensor row = input.labels().range(k);
            Tensor pairs = row.reshape(k, 1).equalTo(row.reshape(1, k)).not().reshape(k, k, 1);
            Tensor violating = violations.greaterThan(0).and(pairs);
            Tensor slopes = violating.cast(distances.dataType());
            Tensor cost = violations.mul(slopes).sum();
            sum = sum.add(cost.withGradient(positives, slopes.sum(2).reshape(k, k)))
                    .add(cost.full(0)
                            .withGradient(negatives, slopes.sum(1).reshape(k, l).neg()));
            active = active.add(violating.count());
        }
        return LossOutput.of(TupleReduction.ACTIVE.reduce(sum, active, active));
    }

    private int[] rows(IntPredicate chosen) {
        return IntStream.range(0, labels.length).filter(chosen).toArray();
    }

    /** Labels are sorted: the rows are one run, or two with a gap between them. */
    private static Tensor indices(LossInput input, int[] rows) {
        int gap = 1;
        while (gap < rows.length && rows[gap] == rows[gap - 1] + 1) {
            gap++;
        }
        Tensor place = input.labels().range(rows.length);
        Tensor afterGap = place.full(gap).lessOrEqual(place);
        return afterGap.choose(place.add(rows[rows.length - 1] - (rows.length - 1)), place.add(rows[0]));
    }
}
