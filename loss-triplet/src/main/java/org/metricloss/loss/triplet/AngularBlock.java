package org.metricloss.loss.triplet;

import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostArray.Factor;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;

/**
 * Angular loss of the pairs of some classes, which are a block of rows of a batch sorted by class. With t =
 * tan^2(alpha), the cosines c, the lengths l of the negatives, g_an = 4 t l_n c_an, and M_a the largest g_an of an
 * anchor, the powers e_an = exp(g_an - M_a) give
 *
 * <pre>{@code
 * x_ap = M_a + M_p + log s_ap - 2 (1 + t) c_ap,   s_ap = sum_n e_an e_pn
 * }</pre>
 *
 * and the pair costs log(1 + exp(x_ap)). If a sum s_ap is so small that powers that are 0 would count, the pairs of the
 * anchor are computed one after the other.
 */
final class AngularBlock {
    /** Small classes share their products, up to so many rows. */
    private static final int GROUP_ROWS = 128;

    private final AngularBatch batch;
    private final HostCall call;
    private final DataType type;
    private final int from;
    private final int rows;
    private final int m;
    private final double sharpness;
    private final double pull;
    private final double leastSum;
    private final double[] largest;
    private final double[] costs;
    private final long[] costing;
    private final boolean[] alone;
    /** For each row, by place in its class: the cosines, and the derivatives of the value by x. */
    private final Row[] cosines;

    private final Row[] slopes;

    /**
     * @param from the first row of the block
     * @param to one past its last row
     */
    AngularBlock(AngularBatch batch, int from, int to) {
        this.batch = batch;
        this.call = batch.call();
        this.type = batch.units().type();
        this.from = from;
        this.rows = to - from;
        this.m = batch.units().rows();
        this.sharpness = batch.sharpness();
        this.pull = batch.pull();
        this.leastSum = type == DataType.FLOAT32 ? 1e-25 : 1e-280;
        this.largest = new double[rows];
        this.costs = new double[rows];
        this.costing = new long[rows];
        this.alone = new boolean[rows];
        this.cosines = new Row[rows];
        this.slopes = new Row[rows];
    }

    /** Computes the costs and adds the derivatives of their mean to those of the batch. */
    void run() {
        HostArray powers = cosines(0, rows);
        each(0, rows, 2 * m, () -> powersOf(powers));
        for (int first = 0; first < rows; ) {
            int last = end(first);
            while (last < rows && end(last) - first <= GROUP_ROWS) {
                last = end(last);
            }
            group(first, last, powers);
            first = last;
        }
        // The powers are now the derivatives by g.
        addOfNegatives(call.product(powers.factor().transpose(), units(0, rows)));
        each(0, rows, m, () -> byCosines(powers));
        addOfAnchors(call.product(powers.factor(), batch.units().factor()));
        call.release(powers);
    }

    private Factor units(int first, int last) {
        return batch.units().factor(from + first, from + last);
    }

    private HostArray cosines(int first, int last) {
        return call.product(units(first, last), batch.units().factor().transpose());
    }

    private int start(int i) {
        return batch.start(from + i) - from;
    }

    private int end(int i) {
        return batch.end(from + i) - from;
    }

    private void each(int first, int last, int numbersPerRow, Supplier<IntConsumer> worker) {
        Parallel.rows(call.threads(), last - first, Parallel.grain(numbersPerRow), () -> {
            IntConsumer row = worker.get();
            return i -> row.accept(first + i);
        });
    }

    /** Keeps the cosines within the class, and replaces the others by powers; those within the class become 0. */
    private IntConsumer powersOf(HostArray products) {
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
            exponential.replace(row, 0, m, sharpness, most);
            largest[i] = sharpness * most;
            products.write(i, row, 0);
        };
    }

    /** Replaces cosines by g / 4 t, which is negative infinity within the class. */
    private void exponents(Row row, int i) {
        batch.scale(row);
        for (int j = from + start(i); j < from + end(i); j++) {
            row.set(j, Double.NEGATIVE_INFINITY);
        }
    }

    /** Handles the pairs of some classes, which share their products if they are small. */
    private void group(int first, int last, HostArray powers) {
        Factor own = powers.factor(first, last);
        HostArray sums = call.product(own, own.transpose());
        Row[] sum = new Row[last - first];
        Row[] quotients = new Row[last - first];
        each(first, last, 2 * (last - first), () -> i -> readSums(i, first, sums, sum, quotients));
        each(first, last, 16 * (last - first), () -> i -> pairs(i, first, sum, quotients));
        each(first, last, last - first, () -> i -> sums.write(i - first, quotients[i - first], 0));
        HostArray shares = call.product(sums.factor(), own);
        call.release(sums);
        each(first, last, 2 * m, () -> weights(first, shares, powers));
        call.release(shares);
        if (IntStream.range(first, last).anyMatch(i -> alone[i])) {
            HostArray products = cosines(first, last);
            each(first, last, m * (last - first), () -> oneByOne(first, products, powers));
            call.release(products);
        }
    }

    private void readSums(int i, int first, HostArray sums, Row[] sum, Row[] quotients) {
        int at = i - first;
        sum[at] = new Row(type, sum.length);
        quotients[at] = new Row(type, sum.length);
        sums.read(at, sum[at], 0);
        double least = Math.min(sum[at].min(start(i) - first, at), sum[at].min(at + 1, end(i) - first));
        alone[i] = !(least >= leastSum);
    }

    /**
     * Computes the pairs of an anchor with later samples, for both members, and the quotients of their derivatives by x
     * and the sums.
     */
    private void pairs(int i, int first, Row[] sum, Row[] quotients) {
        for (int p = i + 1; p < end(i); p++) {
            int times = (alone[i] ? 0 : 1) + (alone[p] ? 0 : 1);
            if (times > 0) {
                double total = sum[i - first].get(p - first);
                double cosine = cosines[i].get(p - start(i));
                double slope = slope(i, largest[i] + largest[p] + Math.log(total) - pull * cosine, times);
                if (!alone[i]) {
                    quotients[i - first].set(p - first, slope / total);
                    slopes[i].set(p - start(i), slope);
                }
                if (!alone[p]) {
                    quotients[p - first].set(i - first, slope / total);
                    slopes[p].set(i - start(i), slope);
                }
            }
        }
    }

    /** {@return the derivative of the value by x of a pair, whose cost is counted so often} */
    private double slope(int i, double x, int times) {
        // One power gives both the cost and its derivative.
        double power = Math.exp(-Math.abs(x));
        double cost = Math.max(0, x) + LogSumExp.log1p(power);
        costs[i] += times * cost;
        costing[i] += cost > 0 ? times : 0;
        return (x > 0 ? 1 : power) / (1 + power) / batch.pairs();
    }

    /** Both pairs (a, p) and (p, a) depend on the exponent of a. */
    private IntConsumer weights(int first, HostArray shares, HostArray powers) {
        Row share = new Row(type, m);
        Row row = new Row(type, m);
        return i -> {
            shares.read(i - first, share, 0);
            powers.read(i, row, 0);
            row.multiply(0, m, share, 2 * sharpness);
            powers.write(i, row, 0);
        };
    }

    private IntConsumer oneByOne(int first, HostArray products, HostArray weights) {
        Row ofAnchor = new Row(type, m);
        Row both = new Row(type, m);
        Row weight = new Row(type, m);
        Exponential exponential = new Exponential();
        return i -> {
            if (!alone[i]) {
                return;
            }
            products.read(i - first, ofAnchor, 0);
            exponents(ofAnchor, i);
            weight.clear(0, m);
            for (int p = start(i); p < end(i); p++) {
                if (p != i) {
                    products.read(p - first, both, 0);
                    exponents(both, p);
                    both.add(0, m, ofAnchor);
                    double most = both.max(0, m);
                    exponential.replace(both, 0, m, sharpness, most);
                    double sum = both.sum(0, m);
                    double cosine = cosines[i].get(p - start(i));
                    double slope = slope(i, sharpness * most + Math.log(sum) - pull * cosine, 1);
                    both.multiply(0, m, 2 * sharpness * slope / sum);
                    weight.add(0, m, both);
                    slopes[i].set(p - start(i), slope);
                }
            }
            weights.write(i, weight, 0);
        };
    }

    /** Turns derivatives by g into those by the cosines, those within the class too. */
    private IntConsumer byCosines(HostArray weights) {
        Row row = new Row(type, m);
        return i -> {
            weights.read(i, row, 0);
            batch.scale(row);
            weights.write(i, row, 0);
            // Both pairs (a, p) and (p, a) depend on the cosine.
            slopes[i].multiply(0, end(i) - start(i), -2 * pull);
            weights.write(i, from + start(i), end(i) - start(i), slopes[i], 0);
        };
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

    /** {@return the sum of the costs} */
    double cost() {
        return Sums.of(costs, 0, rows);
    }

    /** {@return the number of triplets} */
    long considered() {
        return IntStream.range(0, rows)
                .mapToLong(i -> (size(i) - 1) * (m - size(i)))
                .sum();
    }

    /** {@return the number of triplets of pairs that cost more than 0} */
    long active() {
        return IntStream.range(0, rows)
                .mapToLong(i -> costing[i] * (m - size(i)))
                .sum();
    }

    private long size(int i) {
        return end(i) - start(i);
    }
}
