package org.metricloss.loss.triplet;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.pair.ClassOrder;

/**
 * {@link AngularLoss} on the host, in blocks of whole classes. Arguments are the unit embeddings [m, d], labels [m] and,
 * if negatives are not normalized, the lengths of the embeddings [m, 1]. Results are the value, its derivative by the
 * unit embeddings, the number of triplets, that of the triplets whose pair costs more than 0 and, if lengths are given,
 * the derivative by them. They are bitwise the same for any number of threads.
 *
 * @param alpha the bound of the angle in degrees
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 * @param lengths whether lengths are given
 */
record AngularPass(double alpha, DataType type, int m, int d, boolean lengths) implements HostFunction {
    private static final int BLOCK_ELEMENTS = 1 << 21;

    /** {@return the rows of a block of whole classes, unless one class is larger} */
    static int blockRows(int m) {
        return Math.max(1, Math.min(m, BLOCK_ELEMENTS / m));
    }

    @Override
    public List<Result> results() {
        Result count = new Result(DataType.INT64, Shape.of());
        List<Result> results =
                new ArrayList<>(List.of(new Result(type, Shape.of()), new Result(type, Shape.of(m, d)), count, count));
        if (lengths) {
            results.add(new Result(type, Shape.of(m, 1)));
        }
        return results;
    }

    @Override
    public void compute(HostCall call) {
        ClassOrder order = ClassOrder.of(call.argument(1).toInts());
        int[] ends = ends(order.labels());
        AngularBatch batch =
                new AngularBatch(call, alpha, pairs(ends), order.gather(call, call.argument(0)), ends, lengths);
        if (lengths) {
            HostArray.Rows rows = call.argument(2).cursor();
            double[] length = new double[1];
            for (int i = 0; i < m; i++) {
                rows.read(order.samples()[i], length, 0);
                batch.lengths().set(i, length[0]);
            }
        }
        double cost = 0;
        long considered = 0;
        long active = 0;
        for (int from = 0; batch.pairs() > 0 && from < m; ) {
            int to = ends[from];
            while (to < m && ends[to] - from <= blockRows(m)) {
                to = ends[to];
            }
            AngularBlock block = new AngularBlock(batch, from, to);
            block.run();
            cost += block.cost();
            considered += block.considered();
            active += block.active();
            from = to;
        }
        call.release(batch.units());
        // A sample that is in no triplet must not hide that it is not a number.
        boolean anyNaN = call.argument(0).anyNotFinite();
        call.result(0).set(0, anyNaN ? Double.NaN : batch.pairs() == 0 ? 0 : cost / batch.pairs());
        order.scatter(call, batch.byUnits(), call.result(1));
        call.result(2).set(0, considered);
        call.result(3).set(0, active);
        if (lengths) {
            order.scatter(call, batch.byLengths(), call.result(4));
        }
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
