package org.metricloss.loss.triplet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossExamples;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.MiningContract;
import org.metricloss.core.contract.PlainMiner;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.MetricLoss;

/** Angular loss of a batch and of a batch with a memory, which has the positives and the negatives. */
class AngularMemoryTest extends MiningContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        Map<String, MetricLoss> losses = new LinkedHashMap<>();
        losses.put("45 degrees", new AngularLoss(45, true));
        losses.put("negatives as they are", new AngularLoss(36, false));
        // Powers of such angles are so far apart that pairs are computed one by one in float32.
        losses.put("82 degrees", new AngularLoss(82, true));
        return losses;
    }

    @Override
    protected double plain(
            MetricLoss loss, double[][] x, int[] labels, double[][] y, int[] others, double[][] draws, long step) {
        AngularLoss angular = (AngularLoss) loss;
        double square = Math.pow(Math.tan(Math.toRadians(angular.alpha())), 2);
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < x.length; a++) {
            double[] anchor = unit(x[a]);
            for (int p = 0; p < y.length; p++) {
                if (others[p] != labels[a] || (x == y && p == a)) {
                    continue;
                }
                double[] positive = unit(y[p]);
                double largest = Double.NEGATIVE_INFINITY;
                double[] exponents = new double[y.length];
                for (int n = 0; n < y.length; n++) {
                    double[] negative = angular.normalizeNegatives() ? unit(y[n]) : y[n];
                    exponents[n] = others[n] < 0 || others[n] == labels[a]
                            ? Double.NEGATIVE_INFINITY
                            : 4 * square * (product(anchor, negative) + product(positive, negative))
                                    - 2 * (1 + square) * product(anchor, positive);
                    largest = Math.max(largest, exponents[n]);
                }
                if (largest > Double.NEGATIVE_INFINITY) {
                    double powers = 0;
                    for (double exponent : exponents) {
                        powers += Math.exp(exponent - largest);
                    }
                    double exponent = largest + Math.log(powers);
                    sum += Math.max(0, exponent) + Math.log1p(Math.exp(-Math.abs(exponent)));
                    pairs++;
                }
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }

    /** The powers of 1,500 positives and 2,100 references are more than fit into one block. */
    @Test
    void aClassOfTheMemoryThatTakesSeveralBlocks() {
        AngularLoss loss = new AngularLoss(45, true);
        CrossBatchMemory memory = new CrossBatchMemory(loss, 2100, 0);
        double[] labels = new double[2100];
        Arrays.fill(labels, 1500, 2100, 5);
        LossExample example = LossExamples.with(
                LossExamples.ordinary(memory), CrossBatchMemory.LABELS, DoubleArray.of(Shape.of(2100), labels));
        double[][] past = PlainMiner.rows(example.state().get(CrossBatchMemory.EMBEDDINGS));
        int[] others = Arrays.stream(labels).mapToInt(label -> (int) label).toArray();
        LossRun run = LossRun.of(TestEngines.all().get(0), memory, example);
        double[] x = example.embeddings().toArray();
        double[] gradient = run.gradient().toArray();
        ToDoubleFunction<Double> along = step -> {
            double[] moved = new double[x.length];
            Arrays.setAll(moved, i -> x[i] + step * gradient[i]);
            double[][] at = PlainMiner.rows(DoubleArray.of(example.embeddings().shape(), moved));
            return plain(loss, at, example.labels(), at, example.labels(), new double[0][], 0)
                    + plain(loss, at, example.labels(), past, others, new double[0][], 0);
        };
        assertThat(run.value()).isCloseTo(along.applyAsDouble(0.0), withinPercentage(1e-9));
        double squared = Arrays.stream(gradient).map(each -> each * each).sum();
        double slope = (along.applyAsDouble(1e-6) - along.applyAsDouble(-1e-6)) / 2e-6;
        assertThat(slope).isCloseTo(squared, withinPercentage(1e-4)).isGreaterThan(1e-3);
    }

    private static double[] unit(double[] row) {
        double[] unit = row.clone();
        double length = Math.sqrt(product(row, row));
        for (int k = 0; k < row.length; k++) {
            unit[k] /= length;
        }
        return unit;
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
