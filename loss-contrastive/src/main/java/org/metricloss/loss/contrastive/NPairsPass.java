package org.metricloss.loss.contrastive;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;
import org.metricloss.core.pair.ClassOrder;

/**
 * {@link NPairsLoss} on the host, in blocks of rows of the products. Arguments are the embeddings [m, d] and labels [m];
 * then, if there are references, their embeddings [r, d] and labels [r]. Results are the value, the gradient of the
 * embeddings, the number of anchors and of those that cost more than 0. They are bitwise the same for any number of
 * threads.
 *
 * @param regularization the weight of the regularizer
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 * @param references r; 0 if positives are samples of the batch
 */
record NPairsPass(double regularization, DataType type, int m, int d, int references) implements HostFunction {
    private static final int BLOCK_ELEMENTS = 1 << 21;

    /** {@return the anchors of a block, of n in all} */
    static int blockRows(int n) {
        return Math.max(1, Math.min(n, BLOCK_ELEMENTS / n));
    }

    @Override
    public List<Result> results() {
        Result count = new Result(DataType.INT64, Shape.of());
        return List.of(new Result(type, Shape.of()), new Result(type, Shape.of(m, d)), count, count);
    }

    @Override
    public void compute(HostCall call) {
        HostArray x = call.argument(0);
        int[] labels = call.argument(1).toInts();
        int[] others = references == 0 ? labels : call.argument(3).toInts();
        HostArray y = references == 0 ? x : call.argument(2);
        int[][] pairs = references == 0 ? within(labels) : beside(labels, others);
        boolean none = pairs.length < 2;
        int[] anchors = Arrays.stream(pairs).mapToInt(pair -> pair[0]).toArray();
        int[] positives = Arrays.stream(pairs).mapToInt(pair -> pair[1]).toArray();
        double[] gradient = new double[m * d];
        double[] costs = none
                ? new double[0]
                : costs(call, gather(call, x, anchors), gather(call, y, positives), gradient, anchors, positives);
        int n = costs.length;
        double squares = none || regularization == 0
                ? 0
                : regularize(x, gradient, anchors, n) + regularize(x, gradient, positives, n);
        // NaN must stay visible even in a sample that is in no pair.
        double value = x.anyNotFinite() ? Double.NaN : Sums.of(costs, 0, n) / Math.max(1, n) + squares;
        HostArray.Rows rows = call.result(1).cursor();
        for (int i = 0; i < m; i++) {
            rows.write(i, gradient, i * d);
        }
        call.result(0).set(0, value);
        call.result(2).set(0, n);
        call.result(3).set(0, Arrays.stream(costs).filter(cost -> cost > 0).count());
    }

    /** {@return the first two samples of each class of at least two, by class} */
    private static int[][] within(int[] labels) {
        ClassOrder order = ClassOrder.of(labels);
        int[] sorted = order.labels();
        return IntStream.range(0, sorted.length - 1)
                .filter(i -> sorted[i] == sorted[i + 1] && (i == 0 || sorted[i - 1] != sorted[i]))
                .mapToObj(i -> new int[] {order.samples()[i], order.samples()[i + 1]})
                .toArray(int[][]::new);
    }

    /** {@return the first sample and the first reference of each class that both have, by class} */
    private static int[][] beside(int[] labels, int[] others) {
        Map<Integer, Integer> firstReference = firsts(others);
        return firsts(labels).entrySet().stream()
                .filter(first -> firstReference.containsKey(first.getKey()))
                .map(first -> new int[] {first.getValue(), firstReference.get(first.getKey())})
                .toArray(int[][]::new);
    }

    /** {@return the first place of each label, in the order of the labels} */
    private static Map<Integer, Integer> firsts(int[] labels) {
        Map<Integer, Integer> firsts = new TreeMap<>();
        for (int i = 0; i < labels.length; i++) {
            firsts.putIfAbsent(labels[i], i);
        }
        return firsts;
    }

    private HostArray gather(HostCall call, HostArray x, int[] samples) {
        HostArray gathered = call.allocate(type, samples.length, d);
        Row row = new Row(type, d);
        for (int i = 0; i < samples.length; i++) {
            x.read(samples[i], row, 0);
            gathered.write(i, row, 0);
        }
        return gathered;
    }

    /** {@return the cost of each anchor, with the gradient of their mean} */
    private double[] costs(HostCall call, HostArray a, HostArray p, double[] gradient, int[] anchors, int[] positives) {
        int n = anchors.length;
        double[] costs = new double[n];
        for (int first = 0; first < n; first += blockRows(n)) {
            int start = first;
            int last = Math.min(n, first + blockRows(n));
            HostArray slopes = call.product(a.factor(first, last), p.factor().transpose());
            Parallel.rows(call.threads(), last - first, Parallel.grain(4 * n), () -> {
                Row row = new Row(type, n);
                Exponential exponential = new Exponential();
                return i -> {
                    slopes.read(i, row, 0);
                    costs[start + i] = cost(row, start + i, n, exponential);
                    slopes.write(i, row, 0);
                };
            });
            HostArray ofAnchors = call.product(slopes.factor(), p.factor());
            add(ofAnchors, gradient, anchors, first);
            call.release(ofAnchors);
            if (references == 0) {
                HostArray ofPositives = call.product(slopes.factor().transpose(), a.factor(first, last));
                add(ofPositives, gradient, positives, 0);
                call.release(ofPositives);
            }
            call.release(slopes);
        }
        call.release(a);
        call.release(p);
        return costs;
    }

    /** {@return the cost of one anchor, whose products become the derivatives of the mean by them} */
    private static double cost(Row products, int own, int n, Exponential exponential) {
        double ofOwn = products.get(own);
        products.set(own, Double.NEGATIVE_INFINITY);
        double largest = products.max(0, n);
        exponential.replace(products, 0, n, 1, largest);
        double sum = products.sum(0, n);
        double x = largest + Math.log(sum) - ofOwn;
        double slope = LogSumExp.slopeWithOne(x) / n;
        products.multiply(0, n, slope / sum);
        products.set(own, -slope);
        return LogSumExp.withOne(x);
    }

    private void add(HostArray products, double[] gradient, int[] samples, int first) {
        HostArray.Rows rows = products.cursor();
        double[] row = new double[d];
        for (int i = 0; i < products.rows(); i++) {
            rows.read(i, row, 0);
            int at = samples[first + i] * d;
            for (int k = 0; k < d; k++) {
                gradient[at + k] += row[k];
            }
        }
    }

    /** {@return the regularizer of some samples, whose gradient is added} */
    private double regularize(HostArray x, double[] gradient, int[] samples, int n) {
        HostArray.Rows rows = x.cursor();
        double[] row = new double[d];
        double squares = 0;
        for (int sample : samples) {
            rows.read(sample, row, 0);
            for (int k = 0; k < d; k++) {
                squares += row[k] * row[k];
                gradient[sample * d + k] += regularization / (2 * n) * row[k];
            }
        }
        return regularization / (4 * n) * squares;
    }
}
