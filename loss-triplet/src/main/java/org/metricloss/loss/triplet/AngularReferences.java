package org.metricloss.loss.triplet;

import java.util.Arrays;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;
import org.metricloss.loss.triplet.AngularPass.Sums;

/**
 * Angular loss of a batch that is compared with constant references: anchors are samples of the batch, positives and
 * negatives are references. Both are sorted by class and of length 1. It processes one class after the other, with the
 * products of {@link AngularBlock} for blocks of its positives; only anchors get a gradient.
 */
final class AngularReferences {
    private static final int BLOCK_ELEMENTS = 1 << 21;

    private final HostCall call;
    private final AngularTerms terms;
    private final HostArray anchors;
    private final HostArray references;
    private final Row lengths;
    private final double[] gradient;
    private final DataType type;
    private final int r;
    private final double sharpness;

    /**
     * @param anchors [m, d]
     * @param references [r, d]
     * @param lengths the length of each reference as a negative
     * @param gradient receives the derivative of the value by the anchors, [m d], 0 before
     */
    AngularReferences(
            HostCall call,
            AngularTerms terms,
            HostArray anchors,
            HostArray references,
            Row lengths,
            double[] gradient) {
        this.call = call;
        this.terms = terms;
        this.anchors = anchors;
        this.references = references;
        this.lengths = lengths;
        this.gradient = gradient;
        this.type = anchors.type();
        this.r = references.rows();
        this.sharpness = terms.sharpness();
    }

    /** {@return the pairs of a sample and a reference of equal label that have negatives} */
    static long pairs(int[] labels, int[] others) {
        return Arrays.stream(labels)
                .mapToLong(label ->
                        Arrays.stream(others).filter(other -> other == label).count())
                .map(count -> count < others.length ? count : 0)
                .sum();
    }

    /** {@return the sums of all classes, whose derivatives are then in the gradient} */
    Sums run(int[] labels, int[] others) {
        int[] ends = AngularPass.ends(labels);
        Sums sums = Sums.NONE;
        for (int from = 0; from < labels.length; from = ends[from]) {
            int label = labels[from];
            int start =
                    (int) Arrays.stream(others).filter(other -> other < label).count();
            int end = start
                    + (int) Arrays.stream(others)
                            .filter(other -> other == label)
                            .count();
            if (start < end && end - start < r) {
                sums = sums.plus(new OneClass(from, ends[from], start, end).run());
            }
        }
        return sums;
    }

    /** Rows compared with all references: powers, the largest exponent of each, and the cosines within the class. */
    private record Powers(HostArray powers, double[] largest, Row[] cosines) {}

    /** The anchors of one class, with its references. */
    private final class OneClass {
        private final int from;
        private final int size;
        private final int start;
        private final int end;
        private final AngularCosts[] costs;

        OneClass(int from, int to, int start, int end) {
            this.from = from;
            this.size = to - from;
            this.start = start;
            this.end = end;
            this.costs = new AngularCosts[size];
            Arrays.setAll(costs, a -> new AngularCosts(terms));
        }

        Sums run() {
            Powers own = powers(anchors, from, from + size);
            Row[] weights = new Row[size];
            Arrays.setAll(weights, a -> new Row(type, r));
            int blockRows = Math.max(1, BLOCK_ELEMENTS / r);
            for (int first = start; first < end; first += blockRows) {
                positives(own, first, Math.min(end, first + blockRows), weights);
            }
            for (int a = 0; a < size; a++) {
                own.powers().write(a, weights[a], 0);
            }
            add(call.product(own.powers().factor(), references.factor()));
            call.release(own.powers());
            long triplets = r - (end - start);
            return Arrays.stream(costs)
                    .map(cost -> new Sums(cost.sum(), (end - start) * triplets, cost.active() * triplets))
                    .reduce(Sums.NONE, Sums::plus);
        }

        private Powers powers(HostArray array, int first, int last) {
            HostArray products =
                    call.product(array.factor(first, last), references.factor().transpose());
            double[] largest = new double[last - first];
            Row[] cosines = new Row[last - first];
            Parallel.rows(call.threads(), last - first, Parallel.grain(2 * r), () -> {
                Row row = new Row(type, r);
                Exponential exponential = new Exponential();
                return i -> {
                    products.read(i, row, 0);
                    cosines[i] = new Row(type, end - start);
                    products.read(i, start, end - start, cosines[i], 0);
                    exponents(row);
                    double most = row.max(0, r);
                    exponential.replace(row, 0, r, sharpness, most);
                    largest[i] = sharpness * most;
                    products.write(i, row, 0);
                };
            });
            return new Powers(products, largest, cosines);
        }

        /** Replaces cosines by g over its factor, which is negative infinity within the class. */
        private void exponents(Row row) {
            row.multiply(0, r, lengths, 1);
            for (int j = start; j < end; j++) {
                row.set(j, Double.NEGATIVE_INFINITY);
            }
        }

        /** Handles the pairs of all anchors with some positives, and adds the derivatives by the cosines to the weights. */
        private void positives(Powers own, int first, int last, Row[] weights) {
            Powers others = powers(references, first, last);
            HostArray sums =
                    call.product(own.powers().factor(), others.powers().factor().transpose());
            boolean[] alone = new boolean[size];
            Parallel.rows(call.threads(), size, Parallel.grain(16 * (last - first)), () -> {
                Row row = new Row(type, last - first);
                return a -> {
                    sums.read(a, row, 0);
                    alone[a] = !(row.min(0, last - first) >= AngularTerms.leastSum(type));
                    for (int p = 0; p < last - first; p++) {
                        double largest = own.largest()[a] + others.largest()[p];
                        row.set(p, alone[a] ? 0 : quotient(own, a, first + p, row.get(p), largest, weights[a]));
                    }
                    sums.write(a, row, 0);
                };
            });
            HostArray shares = call.product(sums.factor(), others.powers().factor());
            call.release(sums);
            call.release(others.powers());
            Parallel.rows(call.threads(), size, Parallel.grain(2 * r), () -> {
                Row row = new Row(type, r);
                Row share = new Row(type, r);
                return a -> {
                    own.powers().read(a, row, 0);
                    shares.read(a, share, 0);
                    row.multiply(0, r, share, sharpness);
                    row.multiply(0, r, lengths, 1);
                    weights[a].add(0, r, row);
                    if (alone[a]) {
                        oneByOne(own, a, first, last, weights[a]);
                    }
                };
            });
            call.release(shares);
        }

        /** {@return the derivative of the value by x over the sum, after the one by the cosine is in the weights} */
        private double quotient(Powers own, int a, int p, double sum, double largest, Row weights) {
            double cosine = own.cosines()[a].get(p - start);
            double slope = costs[a].add(sum, largest - terms.pull() * cosine, 1);
            weights.set(p, -terms.pull() * slope);
            return slope / sum;
        }

        /** In double, from the cosine of each reference with the sum of anchor and positive. */
        private void oneByOne(Powers own, int a, int first, int last, Row weights) {
            int d = anchors.columns();
            HostArray.Rows anchorRows = anchors.cursor();
            HostArray.Rows rows = references.cursor();
            double[] anchor = new double[d];
            double[] both = new double[d];
            double[] negative = new double[d];
            Row exponents = new Row(DataType.FLOAT64, r);
            anchorRows.read(from + a, anchor, 0);
            for (int p = first; p < last; p++) {
                rows.read(p, both, 0);
                for (int k = 0; k < d; k++) {
                    both[k] += anchor[k];
                }
                for (int n = 0; n < r; n++) {
                    rows.read(n, negative, 0);
                    double product = 0;
                    for (int k = 0; k < d; k++) {
                        product += both[k] * negative[k];
                    }
                    exponents.set(n, n >= start && n < end ? Double.NEGATIVE_INFINITY : product * lengths.get(n));
                }
                double most = exponents.max(0, r);
                new Exponential().replace(exponents, 0, r, sharpness, most);
                double sum = exponents.sum(0, r);
                double cosine = own.cosines()[a].get(p - start);
                double slope = costs[a].add(sum, sharpness * most - terms.pull() * cosine, 1);
                for (int n = 0; n < r; n++) {
                    double weight = n == p
                            ? -terms.pull() * slope
                            : sharpness * slope / sum * exponents.get(n) * lengths.get(n);
                    weights.set(n, weights.get(n) + weight);
                }
            }
        }

        private void add(HostArray products) {
            HostArray.Rows cursor = products.cursor();
            int d = products.columns();
            for (int a = 0; a < size; a++) {
                cursor.read(a, gradient, (from + a) * d);
            }
            call.release(products);
        }
    }
}
