package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.OperationProbe.Answer;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.random.RandomStream;
import org.metricloss.core.tensor.Tensor;

/** What shapes, matrices, types and the composites must give, see {@link OperationContract}. */
public abstract class MatrixContract extends OperationContract {
    private static final double INFINITY = Double.POSITIVE_INFINITY;
    private static final double NOT_A_NUMBER = Double.NaN;

    @Test
    void shapesChangeInRowMajorOrder() {
        DoubleArray x = matrix(2, 3, 1, 2, 3, 4, 5, 6);
        assertThat(apply(a -> a.reshape(3, 2), x, Shape.of(3, 2)).values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(apply(a -> a.reshape(1, 6, 1), x, Shape.of(1, 6, 1)).gradient())
                .containsExactly(OperationProbe.weights(6));
        Answer transposed = apply(Tensor::transpose, x, Shape.of(3, 2));
        assertThat(transposed.values()).containsExactly(1, 4, 2, 5, 3, 6);
        double[] w = OperationProbe.weights(6);
        assertThat(transposed.gradient()).containsExactly(w[0], w[2], w[4], w[1], w[3], w[5]);
    }

    @Test
    void matrixProductIsThatOfPlainLoops() {
        Answer answer = probe().apply(
                        Tensor::matMul,
                        matrix(2, 3, 1, 2, 3, 4, 5, 6),
                        DoubleArray.of(Shape.of(3, 2), 1, -1, 0, 2, 3, 1),
                        Shape.of(2, 2));
        assertThat(answer.values()).containsExactly(10, 6, 22, 12);
        double[] w = OperationProbe.weights(4);
        assertThat(answer.gradient()[1]).isCloseTo(0 * w[0] + 2 * w[1], within(1e-12));
        assertThat(answer.otherGradient()[5]).isCloseTo(3 * w[1] + 6 * w[3], within(1e-12));
    }

    @Test
    void rowsThatAreGatheredTwiceAddTheirGradients() {
        // The largest elements are in columns 2, 0, 0: these are the rows that are taken.
        Answer answer = apply(x -> x.gatherRows(x.argMax()), matrix(3, 3, 1, 2, 3, 6, 5, 4, 9, 8, 7), Shape.of(3, 3));
        assertThat(answer.values()).containsExactly(9, 8, 7, 1, 2, 3, 1, 2, 3);
        double[] w = OperationProbe.weights(9);
        double[] expected = {w[3] + w[6], w[4] + w[7], w[5] + w[8], 0, 0, 0, w[0], w[1], w[2]};
        assertThat(answer.gradient()).containsExactly(expected, within(1e-15));
    }

    @Test
    void picksOneElementOfEachRow() {
        Answer answer = apply(x -> x.pick(x.argMax()), matrix(3, 2, 1, 2, 4, 3, 5, 6), Shape.of(3));
        assertThat(answer.values()).containsExactly(2, 4, 6);
        double[] w = OperationProbe.weights(3);
        assertThat(answer.gradient()).containsExactly(0, w[0], w[1], 0, 0, w[2]);
    }

    @Test
    void segmentsAddUpTheirRowsAndEmptyOnesAreZero() {
        Answer answer =
                apply(x -> x.segmentSum(x.argMax(), 4), matrix(3, 3, 9, 1, 2, 3, 4, 9, 9, 7, 8), Shape.of(4, 3));
        assertThat(answer.values()).containsExactly(18, 8, 10, 0, 0, 0, 3, 4, 9, 0, 0, 0);
        double[] w = OperationProbe.weights(12);
        assertThat(answer.gradient()).containsExactly(w[0], w[1], w[2], w[6], w[7], w[8], w[0], w[1], w[2]);
    }

    @Test
    void rowThatIsNotFiniteSpoilsNoOtherSegment() {
        // Two rows of segment 1 are not finite, and one of segment 3: 0 times infinity would reach all others.
        DoubleArray x = matrix(6, 2, 1, 2, NOT_A_NUMBER, 3, 4, 5, INFINITY, 6, 7, -INFINITY, 8, 9);
        DoubleArray segments = DoubleArray.of(Shape.of(6), 0, 1, 0, 1, 3, 0);
        Answer answer = probe().apply((a, b) -> a.segmentSum(b.cast(DataType.INT64), 4), x, segments, Shape.of(4, 2));
        assertThat(answer.values()).containsExactly(13, 16, NOT_A_NUMBER, 9, 0, 0, 7, -INFINITY);
        double[] w = OperationProbe.weights(8);
        assertThat(answer.gradient())
                .containsExactly(w[0], w[1], w[2], w[3], w[0], w[1], w[2], w[3], w[6], w[7], w[0], w[1]);
    }

    @Test
    void longSegmentsAddUpWhateverTheirSizes() {
        // Sizes 1, 2, 4, ... and what remains: sums of whole numbers are exact in any order.
        int rows = 300;
        double[] x = IntStream.range(0, 2 * rows).mapToDouble(i -> i - 100).toArray();
        double[] segments = IntStream.range(0, rows)
                .mapToDouble(i -> Integer.numberOfTrailingZeros(i + 1))
                .toArray();
        double[] w = OperationProbe.weights(2 * 12);
        double[] sums = new double[2 * 12];
        double[] gradient = new double[2 * rows];
        for (int i = 0; i < 2 * rows; i++) {
            int element = 2 * (int) segments[i / 2] + i % 2;
            sums[element] += x[i];
            gradient[i] = w[element];
        }
        Answer answer = probe().apply(
                        (a, b) -> a.segmentSum(b.cast(DataType.INT64), 12),
                        matrix(rows, 2, x),
                        DoubleArray.of(Shape.of(rows), segments),
                        Shape.of(12, 2));
        assertThat(answer.values()).containsExactly(sums);
        assertThat(answer.gradient()).containsExactly(gradient);
    }

    @Test
    void castsKeepValuesAndDetach() {
        DoubleArray x = matrix(1, 3, 0, 1, 2.75);
        Answer narrowed = apply(a -> a.cast(DataType.FLOAT32).cast(DataType.FLOAT64), x, Shape.of(1, 3));
        assertThat(narrowed.values()).containsExactly(0, 1, 2.75);
        assertThat(narrowed.gradient()).containsOnly(0);
        Answer whole = apply(a -> a.cast(DataType.INT64), x, Shape.of(1, 3));
        assertThat(whole.values()).containsExactly(0, 1, 2);
        assertThat(apply(a -> a.greaterThan(0.5).cast(DataType.INT64), x, Shape.of(1, 3))
                        .values())
                .containsExactly(0, 1, 1);
    }

    @Test
    void stoppedTensorsAreConstantForGradients() {
        Answer answer = apply(x -> x.mul(x.stopGradient()), matrix(1, 2, 3, 5), Shape.of(1, 2));
        assertThat(answer.values()).containsExactly(9, 25);
        double[] w = OperationProbe.weights(2);
        assertThat(answer.gradient()).containsExactly(3 * w[0], 5 * w[1]);
        assertThat(apply(Tensor::stopGradient, matrix(1, 2, 3, 5), Shape.of(1, 2))
                        .gradient())
                .containsExactly(0, 0);
    }

    @Test
    void whatDoesNotDependOnTheEmbeddingsHasGradientZero() {
        Answer answer = apply(x -> x.full(0.1, 2, 2), matrix(1, 3, 1, Double.NaN, INFINITY), Shape.of(2, 2));
        assertThat(answer.values()).containsExactly(0.1, 0.1, 0.1, 0.1);
        assertThat(answer.gradient()).containsExactly(0, 0, 0);
        assertThat(answer.otherGradient()).containsExactly(0);
        assertThat(apply(x -> x.range(4), matrix(1, 1, 1), Shape.of(4)).values())
                .containsExactly(0, 1, 2, 3);
    }

    @Test
    void wholeNumbersCompute() {
        Answer answer = apply(
                x -> x.range(3).add(5).mul(x.range(3)).sub(x.full(1).cast(DataType.INT64)),
                matrix(1, 1, 1),
                Shape.of(3));
        assertThat(answer.values()).containsExactly(-1, 5, 13);
    }

    @Test
    void squaredDistancesAreThoseOfPlainLoops() {
        double[] x = {1, 2, 4, 6, -1, 0.5};
        Answer answer = apply(Tensor::squaredDistances, matrix(3, 2, x), Shape.of(3, 3));
        assertThat(answer.values()).containsExactly(plainDistances(x), within(1e-14));
        double[] w = OperationProbe.weights(9);
        assertThat(answer.gradient())
                .containsExactly(
                        FiniteDifferences.of(
                                at -> {
                                    double[] distances = plainDistances(at);
                                    return IntStream.range(0, 9)
                                            .mapToDouble(i -> w[i] * distances[i])
                                            .sum();
                                },
                                x),
                        within(1e-8));
    }

    private static double[] plainDistances(double[] x) {
        return IntStream.range(0, 9)
                .mapToDouble(i -> {
                    double first = x[i / 3 * 2] - x[i % 3 * 2];
                    double second = x[i / 3 * 2 + 1] - x[i % 3 * 2 + 1];
                    return first * first + second * second;
                })
                .toArray();
    }

    @Test
    void equalRowsAreAtDistanceZeroWhateverTheirSize() {
        // 40 rows: a library that takes a shortcut through a matrix product does so for many rows only.
        double[] x = new double[40 * 3];
        for (int i = 0; i < x.length; i++) {
            x[i] = 1000 + i % 3 * 0.1 + (i / 3 % 2) * 1e-3;
        }
        double[] values = new OperationProbe(engine(), DataType.FLOAT32)
                .apply((a, b) -> a.squaredDistances(), matrix(40, 3, x), NONE, Shape.of(40, 40))
                .values();
        double one = Math.pow((float) 1000.001 - 1000f, 2);
        assertThat(values[2]).isZero();
        assertThat(values[0]).isZero();
        assertThat(values[1]).isCloseTo(3 * one, within(one)).isEqualTo(values[40]);
    }

    /** Tight clusters far from 0: products of such rows have few digits left of the distances within a cluster. */
    @Test
    void squaredDistancesKeepTheirDigitsInFloat32() {
        int n = 96;
        int d = 32;
        RandomStream random = RandomStream.of(11, "clusters");
        double[] x = new double[n * d];
        for (int i = 0; i < n; i++) {
            double spread = Math.pow(10, -(i % 5));
            for (int k = 0; k < d; k++) {
                double center = i / 8 % 3 * (k % 2 == 0 ? 10 : -10);
                x[i * d + k] = (float) (1000 + center + spread * random.nextGaussian());
            }
        }
        double[] values = new OperationProbe(engine(), DataType.FLOAT32)
                .apply((a, b) -> a.squaredDistances(), matrix(n, d, x), NONE, Shape.of(n, n))
                .values();
        // The bound of PairSpace: (d + 4) u / (1/64).
        double bound = (d + 4) * Math.pow(2, -24) * 64;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double exact = 0;
                for (int k = 0; k < d; k++) {
                    exact += Math.pow(x[i * d + k] - x[j * d + k], 2);
                }
                if (i != j) {
                    largest = Math.max(largest, Math.abs(values[i * n + j] - exact) / exact);
                }
            }
        }
        assertThat(largest).as("largest relative error").isPositive().isLessThan(bound);
        // Roundings average out: what is seen is far below the bound.
        assertThat(largest).isLessThan(bound / 10);
    }

    @Test
    void normalisedRowsHaveLengthOneAndTinyOnesNoGradient() {
        DoubleArray x = matrix(3, 2, 3, 4, 0, 0, 1e-13, 0);
        Answer answer = apply(Tensor::normalizeRows, x, Shape.of(3, 2));
        assertThat(answer.values()).containsExactly(new double[] {0.6, 0.8, 0, 0, 0.1, 0}, within(1e-15));
        double[] w = OperationProbe.weights(6);
        double along = 0.6 * w[0] + 0.8 * w[1];
        double[] expected = {(w[0] - along * 0.6) / 5, (w[1] - along * 0.8) / 5, 0, 0, 0, 0};
        assertThat(answer.gradient()).containsExactly(expected, within(1e-15));
    }

    @Test
    void divisionByNothingIsZeroWithAZeroGradient() {
        Answer answer = probe().apply(
                        Tensor::divOrZero, matrix(1, 2, 3, 5), DoubleArray.of(Shape.of(1, 2), 0, 2), Shape.of(1, 2));
        assertThat(answer.values()).containsExactly(0, 2.5);
        double[] w = OperationProbe.weights(2);
        assertThat(answer.gradient()).containsExactly(0, w[1] / 2);
        assertThat(answer.otherGradient()[0]).isZero();
        assertThat(answer.otherGradient()[1]).isCloseTo(-w[1] * 5 / 4, within(1e-15));
    }

    @Test
    void attachedGradientReplacesTheEnginesOwn() {
        Answer answer =
                apply(x -> x.square().sum().withGradient(x, x.full(1, 1, 2).mul(7)), matrix(1, 2, 3, 5), Shape.of());
        assertThat(answer.values()).containsExactly(34);
        double w = OperationProbe.weights(1)[0];
        assertThat(answer.gradient()).containsExactly(7 * w, 7 * w);
    }

    /** An engine that starts from what a gradient is attached to must not forget what else depends on it. */
    @Test
    void attachedGradientAddsToWhatReachesTheSameTensorOtherwise() {
        Answer answer = apply(
                x -> {
                    Tensor twice = x.mul(2);
                    Tensor attached = twice.sum().withGradient(twice, twice.full(7, 1, 2));
                    return twice.square()
                            .sum()
                            .add(attached.mul(3))
                            .add(twice.sum().withGradient(x, x.full(5, 1, 2)));
                },
                matrix(1, 2, 3, 5),
                Shape.of());
        assertThat(answer.values()).containsExactly(36 + 100 + 4 * 16);
        double w = OperationProbe.weights(1)[0];
        // By x: 8 x, 3 times 7 by twice, and 5.
        assertThat(answer.gradient())
                .containsExactly(new double[] {w * (24 + 42 + 5), w * (40 + 42 + 5)}, within(1e-12));
    }

    /** An engine that adds up gradients in place must not do so in the caller's own. */
    @Test
    void oneGradientCanBeAttachedManyTimes() {
        Answer answer = apply(
                x -> {
                    Tensor gradient = x.full(7, 1, 2);
                    Tensor value = x.sum();
                    return value.withGradient(x, gradient)
                            .add(value.withGradient(x, gradient))
                            .add(value.withGradient(x, gradient));
                },
                matrix(1, 2, 3, 5),
                Shape.of());
        double w = OperationProbe.weights(1)[0];
        assertThat(answer.gradient()).containsExactly(new double[] {21 * w, 21 * w}, within(1e-12));
    }

    @Test
    void gradientAttachedToAConstantCountsForNothing() {
        Answer answer = apply(
                x -> x.sum().withGradient(x.stopGradient(), x.full(7, 1, 2)).add(x.sum()),
                matrix(1, 2, 3, 5),
                Shape.of());
        double w = OperationProbe.weights(1)[0];
        assertThat(answer.gradient()).containsExactly(w, w);
    }

    /** What is attached first may count only by way of what is attached later. */
    @Test
    void attachedGradientsFollowEachOther() {
        Answer answer = apply(
                x -> {
                    Tensor first = x.sum().withGradient(x, x.full(7, 1, 2));
                    return first.mul(2).withGradient(first, first.full(3)).mul(5);
                },
                matrix(1, 2, 3, 5),
                Shape.of());
        double w = OperationProbe.weights(1)[0];
        assertThat(answer.values()).containsExactly(80);
        assertThat(answer.gradient()).containsExactly(new double[] {105 * w, 105 * w}, within(1e-12));
    }
}
