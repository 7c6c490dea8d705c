package org.metricloss.loss.triplet;

import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.pair.ClassOrder;

/**
 * {@link AngularLoss} on the host, in blocks of whole classes. Arguments are the anchors and positives [m, d],
 * the same samples as negatives [m, d], and labels [m]. Results are the value, its derivatives by the first two
 * arguments, the number of triplets and of those whose pair costs more than 0. They are bitwise the same for any number
 * of threads.
 *
 * @param alpha the bound of the angle in degrees
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 */
record AngularPass(double alpha, DataType type, int m, int d) implements HostFunction {
    private static final int BLOCK_ELEMENTS = 1 << 21;

    /** {@return the rows of a block of whole classes, unless one class is larger} */
    static int blockRows(int m) {
        return Math.max(1, Math.min(m, BLOCK_ELEMENTS / m));
    }

    @Override
    public List<Result> results() {
        Result count = new Result(DataType.INT64, Shape.of());
        Result rows = new Result(type, Shape.of(m, d));
        return List.of(new Result(type, Shape.of()), rows, rows, count, count);
    }

    @Override
    public void compute(HostCall call) {
        ClassOrder order = ClassOrder.of(call.argument(2).toInts());
        int[] labels = order.labels();
        int[] ends = ends(labels);
        HostArray units = order.gather(call, call.argument(0));
        HostArray negatives = order.gather(call, call.argument(1));
        double[] byUnits = new double[m * d];
        double[] byNegatives = new double[m * d];
        long pairs = pairs(ends);
        double cost = 0;
        long considered = 0;
        long active = 0;
        for (int from = 0; pairs > 0 && from < m; ) {
            int to = ends[from];
            while (to < m && ends[to] - from <= blockRows(m)) {
                to = ends[to];
            }
            AngularBlock block = new AngularBlock(call, alpha, units, negatives, ends, from, to);
            block.run(pairs, byUnits, byNegatives);
            cost += block.cost();
            considered += block.considered();
            active += block.active();
            from = to;
        }
        call.release(units);
        call.release(negatives);
        order.scatter(call, byUnits, call.result(1));
        order.scatter(call, byNegatives, call.result(2));
        call.result(0).set(0, pairs == 0 ? 0 : cost / pairs);
        call.result(3).set(0, considered);
        call.result(4).set(0, active);
    }

    /** {@return for each sample the end of its class} */
    private static int[] ends(int[] labels) {
        int[] ends = new int[labels.length];
        for (int i = labels.length - 1; i >= 0; i--) {
            ends[i] = i + 1 < labels.length && labels[i + 1] == labels[i] ? ends[i + 1] : i + 1;
        }
        return ends;
    }

    /** {@return the ordered pairs of equal label that have negatives} */
    private long pairs(int[] ends) {
        long pairs = 0;
        for (int from = 0; from < m; from = ends[from]) {
            long size = ends[from] - from;
            pairs += size < m ? size * (size - 1) : 0;
        }
        return pairs;
    }
}
