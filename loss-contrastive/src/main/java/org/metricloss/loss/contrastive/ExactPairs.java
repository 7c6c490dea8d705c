package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossStage.Extent;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.pair.ClassOrder;
import org.metricloss.core.pair.PairKernel;
import org.metricloss.core.pair.PairLook;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;

/**
 * Computes all pairs of a batch on the host, in blocks of rows of the distances. Arguments are the embeddings [m, d]
 * and labels [m].
 *
 * <p>Divisors that depend only on labels are already contained in the costs and the gradient. If positives and
 * negatives are divided by different counts that depend on the distances, they have separate gradients, at the price
 * of one more product.
 *
 * @param loss the margins, the form and the reduction
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 * @param extent whether gradients are computed; otherwise the contents of their results are undefined
 */
record ExactPairs(ContrastiveLoss loss, DataType type, int m, int d, Extent extent) implements HostFunction {
    static LossOutput compute(ContrastiveLoss loss, Tensor embeddings, Tensor labels) {
        ExactPairs function = of(loss, embeddings, Extent.ALL);
        List<Tensor> results = embeddings.onHost(function, labels);
        int groups = function.groups();
        PairTerms pull = function.terms(results, groups, RowTallies.POSITIVE);
        PairTerms push = function.terms(results, groups, RowTallies.NEGATIVE);
        Tensor value;
        if (groups == 2) {
            value = mean(pull, embeddings, results.get(0)).add(mean(push, embeddings, results.get(1)));
        } else {
            value = pull.cost().add(push.cost()).withGradient(embeddings, results.get(0));
            if (loss.reduction() == TupleReduction.ACTIVE) {
                Tensor active = pull.active().add(push.active());
                value = TupleReduction.ACTIVE.reduce(value, active, active);
            }
        }
        return PairTerms.output(value, pull, push);
    }

    /**
     * {@return the cost of the positives, with the derivative by each distance but none by the embeddings: for
     * measuring}
     */
    static Tensor forward(ContrastiveLoss loss, Tensor embeddings, Tensor labels) {
        ExactPairs function = of(loss, embeddings, Extent.FORWARD);
        List<Tensor> results = embeddings.onHost(function, labels);
        return function.terms(results, function.groups(), RowTallies.POSITIVE).cost();
    }

    private static ExactPairs of(ContrastiveLoss loss, Tensor embeddings, Extent extent) {
        Shape shape = embeddings.shape();
        return new ExactPairs(loss, embeddings.dataType(), shape.size(0), shape.size(1), extent);
    }

    private static Tensor mean(PairTerms terms, Tensor embeddings, Tensor gradient) {
        return TupleReduction.ACTIVE.reduce(
                terms.cost().withGradient(embeddings, gradient), terms.active(), terms.active());
    }

    private PairTerms terms(List<Tensor> results, int from, int kind) {
        int at = from + kind * RowTallies.KINDS;
        return new PairTerms(results.get(at), results.get(at + 1), results.get(at + 2), results.get(at + 3));
    }

    private int groups() {
        return groups(loss.form(), loss.reduction());
    }

    /** {@return how many gradients the pairs need} */
    static int groups(ContrastiveForm form, TupleReduction reduction) {
        return form == ContrastiveForm.LINEAR && reduction == TupleReduction.ACTIVE ? 2 : 1;
    }

    @Override
    public List<Result> results() {
        Result count = new Result(DataType.INT64, Shape.of());
        List<Result> results = new ArrayList<>(Collections.nCopies(groups(), new Result(type, Shape.of(m, d))));
        for (int kind = 0; kind < 2; kind++) {
            results.addAll(
                    List.of(new Result(type, Shape.of()), count, count, new Result(DataType.FLOAT64, Shape.of())));
        }
        return results;
    }

    @Override
    public void compute(HostCall call) {
        ClassOrder order = ClassOrder.of(call.argument(1).toInts());
        double[] factors = factors(order.labels());
        RowTallies tallies = new RowTallies(m);
        PairKernel kernel = new ContrastiveKernel(loss, type, order.labels(), factors, groups(), tallies);
        HostArray ordered = order.gather(call, call.argument(0));
        double[][] gradients =
                PairPass.run(call, ordered, extent == Extent.ALL ? kernel : PairLook.withoutGradient(kernel, type, m));
        call.release(ordered);
        for (int group = 0; group < gradients.length; group++) {
            order.scatter(call, gradients[group], call.result(group));
        }
        for (int kind = 0; kind < 2; kind++) {
            double[] sums = tallies.sums(kind);
            int at = groups() + kind * RowTallies.KINDS;
            call.result(at).set(0, factors[kind] * sums[RowTallies.COST]);
            call.result(at + 1).set(0, sums[RowTallies.CONSIDERED]);
            call.result(at + 2).set(0, sums[RowTallies.ACTIVE]);
            call.result(at + 3).set(0, sums[RowTallies.DISTANCES]);
        }
    }

    /** What the cost of a positive and of a negative pair is multiplied by. */
    private double[] factors(int[] labels) {
        if (loss.reduction() == TupleReduction.ACTIVE) {
            return new double[] {1, 1};
        }
        if (loss.reduction() == TupleReduction.SUM) {
            // The published sum of the linear form runs over (i, j) and (j, i).
            double times = loss.form() == ContrastiveForm.LINEAR ? 2 : 1;
            return new double[] {times, times};
        }
        long[] pairs = pairs(labels);
        return loss.form() == ContrastiveForm.SQUARED
                ? new double[] {inverse(pairs[0] + pairs[1]), inverse(pairs[0] + pairs[1])}
                : new double[] {inverse(pairs[0]), inverse(pairs[1])};
    }

    private static double inverse(long count) {
        return count == 0 ? 0 : 1.0 / count;
    }

    /** {@return the unordered pairs of equal and of different label, of sorted labels} */
    private static long[] pairs(int[] sorted) {
        long positive = 0;
        int run = 0;
        for (int i = 0; i < sorted.length; i++) {
            run = i > 0 && sorted[i] == sorted[i - 1] ? run + 1 : 0;
            positive += run;
        }
        long all = (long) sorted.length * (sorted.length - 1) / 2;
        return new long[] {positive, all - positive};
    }
}
