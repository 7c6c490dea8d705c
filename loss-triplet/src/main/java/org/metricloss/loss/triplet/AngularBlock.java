package org.metricloss.loss.triplet;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostArray.Factor;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;
import org.metricloss.core.pair.SymmetricSum;

/**
 * Angular loss of the pairs of some classes, which are a block of rows of a batch sorted by class. With M_a the largest
 * g_an of an anchor (see {@link AngularTerms}), the powers e_an = exp(g_an - M_a) give
 *
 * <pre>{@code x_ap = M_a + M_p + log s_ap - pull c_ap,   s_ap = sum_n e_an e_pn}</pre>
 *
 * <p>where s is a matrix product for each {@link AngularGroup} of classes.
 */
final class AngularBlock {
    private final AngularBatch batch;
    private final HostCall call;
    private final int from;
    private final int rows;
    /** The largest g of each row. */
    final double[] largest;
    /** For each row, by place in its class: the cosines, and the derivatives of the value by x. */
    final Row[] cosines;

    final Row[] slopes;
    final DataType type;
    final AngularTerms terms;
    /** The number of samples. */
    final int m;

    /**
     * @param from the first row of the block
     * @param to one past its last row
     */
    AngularBlock(AngularBatch batch, int from, int to) {
        this.batch = batch;
        this.call = batch.call();
        this.from = from;
        this.rows = to - from;
        this.type = batch.units().type();
        this.terms = batch.terms();
        this.m = batch.units().rows();
        this.largest = new double[rows];
        this.cosines = new Row[rows];
        this.slopes = new Row[rows];
    }

    /** {@return the sums of the block, after the derivatives of the mean cost have been added to those of the batch} */
    AngularPass.Sums run() {
        List<AngularGroup> groups = groups();
        AngularGroup[] groupOf = new AngularGroup[rows];
        groups.forEach(group -> group.enter(groupOf));
        HostArray products = products(0, rows);
        each(0, rows, 2 * m, () -> powersOf(products, groupOf));
        AngularPass.Sums sums = AngularPass.Sums.NONE;
        for (AngularGroup group : groups) {
            sums = sums.plus(group.run(products));
        }
        // The products are now the derivatives by g, which are 0 within the classes.
        if (batch.scaled() || rows < m) {
            addOfNegatives(call.product(products.factor().transpose(), units(0, rows)));
            each(0, rows, 2 * m, () -> byCosines(products));
        } else {
            // The sum with the transpose, to which each slope is added twice, has the derivatives of both at once.
            each(0, rows, m, () -> i -> slopesWithin(products, i, -terms.pull()));
            SymmetricSum.replace(call, products);
        }
        addOfAnchors(call.product(products.factor(), batch.units().factor()));
        call.release(products);
        return sums;
    }

    private List<AngularGroup> groups() {
        List<AngularGroup> groups = new ArrayList<>();
        for (int first = 0; first < rows; ) {
            int last = end(first);
            while (last < rows && end(last) - first <= AngularGroup.ROWS) {
                last = end(last);
            }
            groups.add(new AngularGroup(this, call, first, last));
            first = last;
        }
        return groups;
    }

    private Factor units(int first, int last) {
        return batch.units().factor(from + first, from + last);
    }

    /** {@return the cosines of some rows of the block with all samples} */
    HostArray products(int first, int last) {
        return call.product(units(first, last), batch.units().factor().transpose());
    }

    /** {@return the first row of the class of a row} */
    int start(int i) {
        return batch.start(from + i) - from;
    }

    /** {@return one past the last row of the class of a row} */
    int end(int i) {
        return batch.end(from + i) - from;
    }

    /** {@return the number of triplets of each pair of the class of a row} */
    long negatives(int i) {
        return m - (end(i) - start(i));
    }

    /** Handles rows on all threads. */
    void each(int first, int last, int numbersPerRow, Supplier<IntConsumer> worker) {
        Parallel.rows(call.threads(), last - first, Parallel.grain(numbersPerRow), () -> {
            IntConsumer row = worker.get();
            return i -> row.accept(first + i);
        });
    }

    /** Keeps the cosines within the class, and gives the group the powers; those within the class are 0. */
    private IntConsumer powersOf(HostArray products, AngularGroup[] groupOf) {
        Row row = new Row(type, m);
        Exponential exponential = new Exponential();
        return i -> {
            products.read(i, row, 0);
            int size = end(i) - start(i);
            cosines[i] = new Row(type, size);
            slopes[i] = new Row(type, size);
            products.read(i, from + start(i), size, cosines[i], 0);
            exponents(row, i);
            double most = row.max(0, m);
            exponential.replace(row, 0, m, terms.sharpness(), most);
            largest[i] = terms.sharpness() * most;
            groupOf[i].setPowers(i, row);
        };
    }

    /** Replaces cosines by g over its factor, which is negative infinity within the class. */
    void exponents(Row row, int i) {
        batch.scale(row);
        for (int j = from + start(i); j < from + end(i); j++) {
            row.set(j, Double.NEGATIVE_INFINITY);
        }
    }

    /** Turns derivatives by g into those by the cosines, those within the class too. */
    private IntConsumer byCosines(HostArray weights) {
        Row row = new Row(type, m);
        return i -> {
            if (batch.scaled()) {
                weights.read(i, row, 0);
                batch.scale(row);
                weights.write(i, row, 0);
            }
            // Both pairs (a, p) and (p, a) depend on the cosine.
            slopesWithin(weights, i, -2 * terms.pull());
        };
    }

    private void slopesWithin(HostArray weights, int i, double factor) {
        int size = end(i) - start(i);
        slopes[i].multiply(0, size, factor);
        weights.write(i, from + start(i), size, slopes[i], 0);
    }

    private void addOfAnchors(HostArray products) {
        int d = products.columns();
        Parallel.rows(call.threads(), rows, Parallel.grain(d), () -> {
            HostArray.Rows cursor = products.cursor();
            double[] row = new double[d];
            return i -> {
                cursor.read(i, row, 0);
                for (int k = 0; k < d; k++) {
                    batch.byUnits()[(from + i) * d + k] += row[k];
                }
            };
        });
        call.release(products);
    }

    /** With p_n the derivative by l_n x_n, that by x_n is l_n p_n, and that by l_n is x_n p_n. */
    private void addOfNegatives(HostArray products) {
        int d = products.columns();
        Parallel.rows(call.threads(), m, Parallel.grain(d), () -> {
            HostArray.Rows cursor = products.cursor();
            HostArray.Rows units = batch.units().cursor();
            double[] row = new double[d];
            double[] unit = new double[d];
            return n -> {
                cursor.read(n, row, 0);
                units.read(n, unit, 0);
                double length = batch.lengths().get(n);
                double along = 0;
                for (int k = 0; k < d; k++) {
                    along += unit[k] * row[k];
                    batch.byUnits()[n * d + k] += length * row[k];
                }
                batch.byLengths()[n] += along;
            };
        });
        call.release(products);
    }
}
