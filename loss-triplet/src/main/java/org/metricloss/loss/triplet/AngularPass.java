package org.metricloss.loss.triplet;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.cosine.UnitRows;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Row;
import org.metricloss.core.pair.ClassOrder;

/**
 * {@link AngularLoss} on the host, in blocks of whole classes. Arguments are the embeddings [m, d] and labels [m]; then,
 * if there are references, their embeddings [r, d] and labels [r]. Results are the value, its derivative by the
 * embeddings, the number of triplets, and that of the triplets whose pair costs more than 0. They are bitwise the same
 * for any number of threads.
 *
 * @param loss the angle, and whether negatives are normalized
 * @param type the embeddings' type
 * @param m the number of samples
 * @param d their dimension
 * @param references r; 0 if the batch is compared with itself
 */
record AngularPass(AngularLoss loss, DataType type, int m, int d, int references) implements HostFunction {
    private static final int BLOCK_ELEMENTS = 1 << 21;

    /** What blocks of classes add up to. */
    record Sums(double cost, long considered, long active) {
        static final Sums NONE = new Sums(0, 0, 0);

        Sums plus(Sums other) {
            return new Sums(cost + other.cost, considered + other.considered, active + other.active);
        }
    }

    /** {@return the rows of a block of whole classes, unless one class is larger} */
    static int blockRows(int m) {
        return Math.max(1, Math.min(m, BLOCK_ELEMENTS / m));
    }

    @Override
    public List<Result> results() {
        Result count = new Result(DataType.INT64, Shape.of());
        return List.of(new Result(type, Shape.of()), new Result(type, Shape.of(m, d)), count, count);
    }

    @Override
    public void compute(HostCall call) {
        ClassOrder order = ClassOrder.of(call.argument(1).toInts());
        HostArray ordered = order.gather(call, call.argument(0));
        UnitRows rows = UnitRows.of(call, ordered);
        if (references == 0) {
            within(call, order, rows);
        } else {
            besideReferences(call, order, rows);
        }
        call.release(rows.units());
        call.release(ordered);
    }

    private void within(HostCall call, ClassOrder order, UnitRows rows) {
        int[] ends = ends(order.labels());
        AngularTerms terms = new AngularTerms(loss.alpha(), pairs(ends));
        AngularBatch batch = new AngularBatch(call, terms, rows, ends, !loss.normalizeNegatives());
        Sums sums = Sums.NONE;
        for (int from = 0; terms.pairs() > 0 && from < m; ) {
            int to = ends[from];
            while (to < m && ends[to] - from <= blockRows(m)) {
                to = ends[to];
            }
            sums = sums.plus(new AngularBlock(batch, from, to).run());
            from = to;
        }
        rows.back(batch.byUnits(), batch.scaled() ? Optional.of(batch.byLengths()) : Optional.empty());
        write(call, order, sums, terms, batch.byUnits());
    }

    private void besideReferences(HostCall call, ClassOrder order, UnitRows rows) {
        ClassOrder others = ClassOrder.of(call.argument(3).toInts()).withoutNegativeLabels();
        double[] gradient = new double[m * d];
        AngularTerms terms = new AngularTerms(loss.alpha(), AngularReferences.pairs(order.labels(), others.labels()));
        Sums sums = Sums.NONE;
        if (terms.pairs() > 0) {
            HostArray gathered = others.gather(call, call.argument(2));
            UnitRows compared = UnitRows.of(call, gathered);
            Row lengths = AngularBatch.lengths(compared, !loss.normalizeNegatives());
            sums = new AngularReferences(call, terms, rows.units(), compared.units(), lengths, gradient)
                    .run(order.labels(), others.labels());
            call.release(compared.units());
            call.release(gathered);
        }
        rows.back(gradient, Optional.empty());
        write(call, order, sums, terms, gradient);
    }

    private void write(HostCall call, ClassOrder order, Sums sums, AngularTerms terms, double[] gradient) {
        // A sample that is in no triplet must not hide that it is not a number.
        boolean anyNaN = call.argument(0).anyNotFinite();
        call.result(0).set(0, anyNaN ? Double.NaN : sums.cost() / Math.max(1, terms.pairs()));
        order.scatter(call, gradient, call.result(1));
        call.result(2).set(0, sums.considered());
        call.result(3).set(0, sums.active());
    }

    /** {@return for each sample the end of its class} */
    static int[] ends(int[] labels) {
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
