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
 * tan^2(alpha), g_an = 4 t a n and M_a the largest g_an of an anchor, the powers e_an = exp(g_an - M_a) give
 *
 * <pre>{@code
 * x_ap = M_a + M_p + log s_ap - 2 (1 + t) a p,   s_ap = sum_n e_an e_pn
 * }</pre>
 *
 * and the pair costs log(1 + exp(x_ap)). If s_ap is so small that powers that are 0 would count, the sum is computed
 * from exponents instead.
 */
final class AngularBlock {
    /** Small classes share their products, up to so many rows. */
    private static final int GROUP_ROWS = 128;

    private final HostCall call;
    private final HostArray units;
    private final HostArray negatives;
    private final int[] ends;
    private final int from;
    private final int to;
    private final int m;
    private final int d;
    private final double sharpness;
    private final double own;
    private final double leastSum;
    private final double[] largest;
    private final int[] starts;
    private final double[] costs;
    private final long[] costing;
    private final boolean[] rescued;

    /**
     * @param units the anchors and positives, in order of their classes
     * @param negatives the same samples as negatives
     * @param ends for each sample the end of its class
     * @param from the first row of the block
     * @param to one past its last row
     */
    AngularBlock(HostCall call, double alpha, HostArray units, HostArray negatives, int[] ends, int from, int to) {
        double tangent = Math.tan(Math.toRadians(alpha));
        this.call = call;
        this.units = units;
        this.negatives = negatives;
        this.ends = ends;
        this.from = from;
        this.to = to;
        this.m = units.rows();
        this.d = units.columns();
        this.sharpness = 4 * tangent * tangent;
        this.own = 2 * (1 + tangent * tangent);
        this.leastSum = units.type() == DataType.FLOAT32 ? 1e-25 : 1e-280;
        int rows = to - from;
        this.largest = new double[rows];
        this.starts = new int[rows];
        this.costs = new double[rows];
        this.costing = new long[rows];
        this.rescued = new boolean[rows];
        for (int i = 0; i < rows; i++) {
            starts[i] = i > 0 && ends[from + i] == ends[from + i - 1] ? starts[i - 1] : from + i;
        }
    }

    /**
     * Computes the costs and adds the derivatives of their sum over a divisor.
     *
     * @param divisor what the sum is divided by
     * @param byUnits [m d], row-major
     * @param byNegatives [m d], row-major
     */
    void run(double divisor, double[] byUnits, double[] byNegatives) {
        HostArray powers = products(0, to - from);
        rows(0, to - from, 2 * m, () -> powersOf(powers));
        for (int first = 0; first < to - from; ) {
            int last = ends[from + first] - from;
            while (last < to - from && ends[from + last] - from - first <= GROUP_ROWS) {
                last = ends[from + last] - from;
            }
            group(first, last, powers, divisor, byUnits);
            first = last;
        }
        // The powers are now the derivatives by the exponents over 4 t.
        add(call.product(powers.factor(), negatives.factor()), sharpness, byUnits, from);
        add(call.product(powers.factor().transpose(), units.factor(from, to)), sharpness, byNegatives, 0);
        call.release(powers);
    }

    /** Handles the pairs of some classes, which share their products if they are small. */
    private void group(int first, int last, HostArray powers, double divisor, double[] byUnits) {
        Factor ownUnits = units.factor(from + first, from + last);
        Factor ownPowers = powers.factor(first, last);
        HostArray sums = call.product(ownPowers, ownPowers.transpose());
        HostArray cosines = call.product(ownUnits, ownUnits.transpose());
        rows(first, last, 16 * (last - first), () -> pairs(first, sums, cosines, divisor));
        HostArray shares = call.product(sums.factor(), ownPowers);
        rows(first, last, 2 * m, () -> weights(first, shares, powers));
        call.release(shares);
        call.release(sums);
        if (IntStream.range(first, last).anyMatch(i -> rescued[i])) {
            HostArray products = products(first, last);
            rows(first, last, m * (last - first), () -> rescue(first, products, cosines, powers, divisor));
            call.release(products);
        }
        // The cosines are now the derivatives by x.
        add(call.product(cosines.factor(), ownUnits), -2 * own, byUnits, from + first);
        call.release(cosines);
    }

    private HostArray products(int first, int last) {
        return call.product(
                units.factor(from + first, from + last), negatives.factor().transpose());
    }

    private void rows(int first, int last, int numbersPerRow, Supplier<IntConsumer> worker) {
        Parallel.rows(call.threads(), last - first, Parallel.grain(numbersPerRow), () -> {
            IntConsumer row = worker.get();
            return i -> row.accept(first + i);
        });
    }

    /** Replaces products by powers, which are 0 for samples of the anchor's class. */
    private IntConsumer powersOf(HostArray products) {
        Row row = new Row(units.type(), m);
        Exponential exponential = new Exponential();
        return i -> {
            products.read(i, row, 0);
            excludeOwnClass(row, i);
            double most = row.max(0, m);
            exponential.replace(row, 0, m, sharpness, most);
            largest[i] = sharpness * most;
            products.write(i, row, 0);
        };
    }

    private void excludeOwnClass(Row row, int i) {
        for (int j = starts[i]; j < ends[from + i]; j++) {
            row.set(j, Double.NEGATIVE_INFINITY);
        }
    }

    /**
     * Computes the pairs of an anchor. Its sums become the derivative of the value by x over the sum, and its cosines
     * that derivative itself, both 0 where there is no pair.
     */
    private IntConsumer pairs(int first, HostArray sums, HostArray cosines, double divisor) {
        int columns = sums.columns();
        Row sum = new Row(units.type(), columns);
        Row cosine = new Row(units.type(), columns);
        Row ofSums = new Row(units.type(), columns);
        Row ofCosines = new Row(units.type(), columns);
        return i -> {
            sums.read(i - first, sum, 0);
            cosines.read(i - first, cosine, 0);
            ofSums.clear(0, columns);
            int start = starts[i] - from - first;
            int end = ends[from + i] - from - first;
            rescued[i] = !(leastOf(sum, start, end, i - first) >= leastSum);
            if (!rescued[i]) {
                ofCosines.clear(0, columns);
                for (int p = start; p < end; p++) {
                    if (p != i - first) {
                        double x = largest[i] + largest[first + p] + Math.log(sum.get(p)) - own * cosine.get(p);
                        double slope = count(i, x) / divisor;
                        ofSums.set(p, slope / sum.get(p));
                        ofCosines.set(p, slope);
                    }
                }
                cosines.write(i - first, ofCosines, 0);
            }
            sums.write(i - first, ofSums, 0);
        };
    }

    private static double leastOf(Row sum, int first, int last, int i) {
        return Math.min(sum.min(first, i), sum.min(i + 1, last));
    }

    /** {@return the derivative of the cost of a pair of an anchor, which is counted} */
    private double count(int i, double x) {
        double cost = LogSumExp.withOne(x);
        costs[i] += cost;
        costing[i] += cost > 0 ? 1 : 0;
        return LogSumExp.slopeWithOne(x);
    }

    /** Both pairs (a, p) and (p, a) depend on the exponent of a. */
    private IntConsumer weights(int first, HostArray shares, HostArray powers) {
        Row share = new Row(units.type(), m);
        Row row = new Row(units.type(), m);
        return i -> {
            shares.read(i - first, share, 0);
            powers.read(i, row, 0);
            row.multiply(0, m, share, 2);
            powers.write(i, row, 0);
        };
    }

    /** Computes the pairs of an anchor one after the other if a sum was too small. */
    private IntConsumer rescue(int first, HostArray products, HostArray cosines, HostArray weights, double divisor) {
        Row ofAnchor = new Row(units.type(), m);
        Row both = new Row(units.type(), m);
        Row weight = new Row(units.type(), m);
        Row cosine = new Row(units.type(), cosines.columns());
        Row ofCosines = new Row(units.type(), cosines.columns());
        Exponential exponential = new Exponential();
        return i -> {
            if (!rescued[i]) {
                return;
            }
            products.read(i - first, ofAnchor, 0);
            excludeOwnClass(ofAnchor, i);
            cosines.read(i - first, cosine, 0);
            weight.clear(0, m);
            ofCosines.clear(0, cosines.columns());
            for (int p = starts[i] - from; p < ends[from + i] - from; p++) {
                if (p != i) {
                    products.read(p - first, both, 0);
                    both.add(0, m, ofAnchor);
                    double most = both.max(0, m);
                    exponential.replace(both, 0, m, sharpness, most);
                    double sum = both.sum(0, m);
                    double x = sharpness * most + Math.log(sum) - own * cosine.get(p - first);
                    double slope = count(i, x) / divisor;
                    both.multiply(0, m, 2 * slope / sum);
                    weight.add(0, m, both);
                    ofCosines.set(p - first, slope);
                }
            }
            weights.write(i, weight, 0);
            cosines.write(i - first, ofCosines, 0);
        };
    }

    private void add(HostArray products, double factor, double[] gradient, int first) {
        Parallel.rows(call.threads(), products.rows(), Parallel.grain(d), () -> {
            HostArray.Rows rows = products.cursor();
            double[] row = new double[d];
            return i -> {
                rows.read(i, row, 0);
                for (int k = 0; k < d; k++) {
                    gradient[(first + i) * d + k] += factor * row[k];
                }
            };
        });
        call.release(products);
    }

    /** {@return the sum of the costs} */
    double cost() {
        return Sums.of(costs, 0, costs.length);
    }

    /** {@return the number of triplets} */
    long considered() {
        return IntStream.range(0, to - from)
                .mapToLong(i -> (size(i) - 1) * (m - size(i)))
                .sum();
    }

    /** {@return the number of triplets of pairs that cost more than 0} */
    long active() {
        return IntStream.range(0, to - from)
                .mapToLong(i -> costing[i] * (m - size(i)))
                .sum();
    }

    private long size(int i) {
        return ends[from + i] - starts[i];
    }
}
