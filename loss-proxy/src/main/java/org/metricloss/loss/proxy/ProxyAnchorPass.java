package org.metricloss.loss.proxy;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.cosine.UnitRows;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;

/**
 * {@link ProxyAnchorLoss} on the host, one proxy's row of cosines after the other. Arguments are the embeddings [m, d], the proxies
 * [classes, d] and the labels [m]. Results are the value, its derivatives by the embeddings and by the proxies, how many samples are
 * nearest to their own class's proxy, and the sum of the cosines with it. Sums are taken in the order of rows and samples:
 * results are the same bits whatever the number of threads on the host.
 *
 * @param loss what is computed
 * @param type the embeddings' type
 * @param m the number of samples
 * @param classes the number of classes
 * @param d the dimension
 */
record ProxyAnchorPass(ProxyAnchorLoss loss, DataType type, int m, int classes, int d) implements HostFunction {
    /** Columns whose largest elements are found together: long enough pieces of rows to be copied at full speed. */
    private static final int COLUMNS = 256;

    @Override
    public List<Result> results() {
        return List.of(
                new Result(type, Shape.of()),
                new Result(type, Shape.of(m, d)),
                new Result(type, Shape.of(classes, d)),
                new Result(DataType.INT64, Shape.of()),
                new Result(DataType.FLOAT64, Shape.of()));
    }

    @Override
    public void compute(HostCall call) {
        UnitRows x = UnitRows.of(call, call.argument(0));
        UnitRows p = UnitRows.of(call, call.argument(1));
        int[] labels = call.argument(2).toInts();
        HostArray cosines = call.product(p.units().factor(), x.units().factor().transpose());
        int[] nearest = nearest(call, cosines);
        Anchors anchors = new Anchors(cosines, samplesOf(labels));
        Parallel.rows(call.threads(), classes, Parallel.grain(8 * m), anchors::worker);

        HostArray byP = call.product(cosines.factor(), x.units().factor());
        p.backThroughDirections(byP, call.result(2));
        call.release(byP);
        HostArray byX = call.product(cosines.factor().transpose(), p.units().factor());
        x.backThroughDirections(byX, call.result(1));

        call.result(0).set(0, Sums.of(anchors.values, 0, classes));
        int correct = 0;
        for (int i = 0; i < m; i++) {
            correct += nearest[i] == labels[i] ? 1 : 0;
        }
        call.result(3).set(0, correct);
        call.result(4).set(0, Sums.of(anchors.own, 0, classes));
    }

    /** {@return for each sample the proxy of the largest cosine, of equal ones the first} */
    private int[] nearest(HostCall call, HostArray cosines) {
        int[] nearest = new int[m];
        Parallel.blocks(call.threads(), m, COLUMNS, () -> {
            Row row = new Row(type, COLUMNS);
            double[] largest = new double[COLUMNS];
            return (from, to) -> {
                Arrays.fill(largest, Double.NEGATIVE_INFINITY);
                for (int j = 0; j < classes; j++) {
                    cosines.read(j, from, to - from, row, 0);
                    for (int i = from; i < to; i++) {
                        double cosine = row.get(i - from);
                        if (cosine > largest[i - from]) {
                            largest[i - from] = cosine;
                            nearest[i] = j;
                        }
                    }
                }
            };
        });
        return nearest;
    }

    /** {@return the samples of each class} */
    private int[][] samplesOf(int[] labels) {
        int[] counts = new int[classes];
        for (int label : labels) {
            counts[label]++;
        }
        int[][] samples = new int[classes][];
        Arrays.setAll(samples, j -> new int[counts[j]]);
        for (int i = m - 1; i >= 0; i--) {
            samples[labels[i]][--counts[labels[i]]] = i;
        }
        return samples;
    }

    /** The proxies' rows of cosines: replaced by the derivative of the loss by them, while the value is gathered. */
    private final class Anchors {
        private final HostArray cosines;
        private final int[][] samples;
        private final long present;
        private final double[] values = new double[classes];
        private final double[] own = new double[classes];

        Anchors(HostArray cosines, int[][] samples) {
            this.cosines = cosines;
            this.samples = samples;
            present = Arrays.stream(samples).filter(each -> each.length > 0).count();
        }

        IntConsumer worker() {
            Row row = new Row(type, m);
            double[] positives = new double[m];
            Exponential exponential = new Exponential();
            return j -> {
                cosines.read(j, row, 0);
                row.gather(samples[j], samples[j].length, positives);
                own[j] = Sums.of(positives, 0, samples[j].length);
                for (int i : samples[j]) {
                    row.set(i, Double.NEGATIVE_INFINITY);
                }
                values[j] = negatives(row, samples[j], exponential) + positives(positives, samples[j].length);
                row.scatter(samples[j], samples[j].length, positives);
                cosines.write(j, row, 0);
            };
        }

        /**
         * {@return the part of the samples of the class; their cosines are overwritten by the derivative}
         */
        private double positives(double[] positives, int count) {
            double alpha = loss.alpha();
            double shift = 0;
            for (int k = 0; k < count; k++) {
                positives[k] = -alpha * (positives[k] - loss.margin());
                shift = Math.max(shift, positives[k]);
            }
            for (int k = 0; k < count; k++) {
                positives[k] = Math.exp(positives[k] - shift);
            }
            double sum = Sums.of(positives, 0, count);
            double total = Math.exp(-shift) + sum;
            for (int k = 0; k < count; k++) {
                positives[k] *= -alpha / present / total;
            }
            return count == 0 ? 0 : logarithm(shift, sum, total) / present;
        }

        /**
         * {@return the part of the samples of other classes; all cosines are overwritten by its derivative}
         */
        private double negatives(Row row, int[] positives, Exponential exponential) {
            double alpha = loss.alpha();
            double shift = Math.max(0, alpha * (row.max(0, m) + loss.margin()));
            exponential.replace(row, 0, m, alpha, shift / alpha - loss.margin());
            for (int i : positives) {
                row.set(i, 0);
            }
            double sum = row.sum(0, m);
            double total = Math.exp(-shift) + sum;
            row.multiply(0, m, alpha / classes / total);
            return logarithm(shift, sum, total) / classes;
        }

        /** {@return log(1 + e^shift sum), where total = e^-shift + sum} */
        private static double logarithm(double shift, double sum, double total) {
            return shift == 0 ? Math.log1p(sum) : shift + Math.log(total);
        }
    }
}
