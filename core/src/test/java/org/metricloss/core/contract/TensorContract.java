package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.contract.OperationProbe.Answer;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.tensor.DataType;
import org.metricloss.core.tensor.Shape;
import org.metricloss.core.tensor.Tensor;

/**
 * What every operation of {@link Tensor} must give. Values are compared with plain Java; gradients with its central finite
 * differences in float64, and where a function has a kink or an extreme with the number that the operation promises.
 */
public abstract class TensorContract {
    private static final DoubleArray NONE = DoubleArray.of(Shape.of(), 0);
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    /** @return the engine under test */
    protected abstract Engine engine();

    /** Operations on each element by itself, with a plain Java function that says the same and points to compare at. */
    enum Elementwise {
        ADD_NUMBER(x -> x.add(0.1), x -> x + 0.1, -2, 0, 3),
        MUL_NUMBER(x -> x.mul(-1.7), x -> -1.7 * x, -2, 0, 3),
        NEG(Tensor::neg, x -> -x, -2, 0, 3),
        SQUARE(Tensor::square, x -> x * x, -2, 0, 3),
        SQRT(Tensor::sqrt, Math::sqrt, 0.25, 1, 9e3),
        EXP(Tensor::exp, Math::exp, -30, 0, 2),
        LOG(Tensor::log, Math::log, 0.5, 1, 1e6),
        RELU(Tensor::relu, x -> Math.max(0, x), -2, 1e-3, 3),
        SIGMOID(Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x)), -30, -0.5, 4),
        SOFTPLUS(Tensor::softplus, x -> Math.log1p(Math.exp(x)), -30, -0.5, 4);

        private final UnaryOperator<Tensor> operation;
        private final DoubleUnaryOperator plain;
        private final double[] points;

        Elementwise(UnaryOperator<Tensor> operation, DoubleUnaryOperator plain, double... points) {
            this.operation = operation;
            this.plain = plain;
            this.points = points;
        }
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfOneElementAreThoseOfPlainJava(Elementwise function) {
        double[] x = function.points;
        double[] weights = OperationProbe.weights(x.length);
        Answer answer = apply(function.operation, matrix(1, x.length, x), Shape.of(1, x.length));
        for (int i = 0; i < x.length; i++) {
            double expected = function.plain.applyAsDouble(x[i]);
            assertThat(answer.values()[i]).isCloseTo(expected, within(1e-14 * (1 + Math.abs(expected))));
            double slope = FiniteDifferences.of(at -> function.plain.applyAsDouble(at[0]), new double[] {x[i]})[0];
            assertThat(answer.gradient()[i]).isCloseTo(weights[i] * slope, within(1e-7));
        }
    }

    @ParameterizedTest
    @EnumSource
    void functionsOfOneElementAreThoseOfPlainJavaInFloat32(Elementwise function) {
        double[] x = function.points;
        Answer answer = new OperationProbe(engine(), DataType.FLOAT32)
                .apply((a, b) -> function.operation.apply(a), matrix(1, x.length, x), NONE, Shape.of(1, x.length));
        for (int i = 0; i < x.length; i++) {
            double expected = function.plain.applyAsDouble((float) x[i]);
            // A few units in the last place of a float.
            assertThat(answer.values()[i]).isCloseTo(expected, within(5e-7 * Math.abs(expected)));
        }
    }

    @Test
    void squareRootHasGradientZeroAtZeroAndKeepsWhatIsNotANumber() {
        double[] x = {0, 4, Double.NaN, -1, INFINITY};
        Answer answer = apply(Tensor::sqrt, matrix(1, 5, x), Shape.of(1, 5));
        assertThat(answer.values()).containsExactly(0, 2, Double.NaN, Double.NaN, INFINITY);
        assertThat(answer.gradient()[0]).isZero();
        assertThat(answer.gradient()[1]).isCloseTo(0.25 * OperationProbe.weights(5)[1], within(1e-15));
        assertThat(answer.gradient()[2]).isNaN();
    }

    @Test
    void rectifierHasGradientZeroAtZero() {
        Answer answer = apply(Tensor::relu, matrix(1, 2, 0, 1), Shape.of(1, 2));
        assertThat(answer.values()).containsExactly(0, 1);
        assertThat(answer.gradient()).containsExactly(0, OperationProbe.weights(2)[1]);
    }

    @Test
    void softplusAndSigmoidAreRightFarFromZero() {
        double[] weights = OperationProbe.weights(4);
        DoubleArray x = matrix(1, 4, -700, -40, 40, 1e4);
        Answer softplus = apply(Tensor::softplus, x, Shape.of(1, 4));
        double[] expected = {Math.exp(-700), Math.exp(-40), 40, 1e4};
        for (int i = 0; i < 4; i++) {
            assertThat(softplus.values()[i]).isCloseTo(expected[i], within(1e-13 * expected[i]));
        }
        assertThat(softplus.gradient()[3]).isEqualTo(weights[3]);
        Answer sigmoid = apply(Tensor::sigmoid, x, Shape.of(1, 4));
        assertThat(sigmoid.values()[1]).isCloseTo(Math.exp(-40), within(1e-30));
        assertThat(sigmoid.values()[3]).isEqualTo(1);
        assertThat(sigmoid.gradient()[3]).isZero();
    }

    /** Arithmetic between two tensors. */
    enum Arithmetic {
        ADD(Tensor::add) {
            @Override
            double plain(double x, double y) {
                return x + y;
            }
        },
        SUB(Tensor::sub) {
            @Override
            double plain(double x, double y) {
                return x - y;
            }
        },
        MUL(Tensor::mul) {
            @Override
            double plain(double x, double y) {
                return x * y;
            }
        },
        DIV(Tensor::div) {
            @Override
            double plain(double x, double y) {
                return x / y;
            }
        },
        DIV_OR_ZERO(Tensor::divOrZero) {
            @Override
            double plain(double x, double y) {
                return x / y;
            }
        },
        CHOOSE((x, y) -> x.greaterThan(0.25).choose(x, y)) {
            @Override
            double plain(double x, double y) {
                return x > 0.25 ? x : y;
            }
        };

        private final BinaryOperator<Tensor> operation;

        Arithmetic(BinaryOperator<Tensor> operation) {
            this.operation = operation;
        }

        abstract double plain(double x, double y);
    }

    @ParameterizedTest
    @EnumSource
    void arithmeticBroadcastsForwardAndBackward(Arithmetic arithmetic) {
        double[] x = {1.5, -2, 0.3, 4, -0.7, 0.2};
        Shape[] shapes = {Shape.of(2, 3), Shape.of(1, 3), Shape.of(3), Shape.of(2, 1), Shape.of(1, 1), Shape.of()};
        for (Shape shape : shapes) {
            double[] y = Arrays.copyOf(new double[] {0.6, 1.9, 0.9, 3, 1.1, 0.4}, shape.elements());
            Answer answer =
                    probe().apply(arithmetic.operation, matrix(2, 3, x), DoubleArray.of(shape, y), Shape.of(2, 3));
            double[] values = IntStream.range(0, 6)
                    .mapToDouble(i -> arithmetic.plain(x[i], y[broadcast(shape, i)]))
                    .toArray();
            assertThat(answer.values()).as("with %s", shape).containsExactly(values, within(1e-15));
            assertThat(answer.gradient())
                    .as("with %s", shape)
                    .containsExactly(FiniteDifferences.of(at -> weighted(arithmetic, at, y, shape), x), within(1e-8));
            assertThat(answer.otherGradient())
                    .as("with %s", shape)
                    .containsExactly(FiniteDifferences.of(at -> weighted(arithmetic, x, at, shape), y), within(1e-8));
        }
    }

    private static double weighted(Arithmetic arithmetic, double[] x, double[] y, Shape shape) {
        double[] weights = OperationProbe.weights(x.length);
        return IntStream.range(0, x.length)
                .mapToDouble(i -> weights[i] * arithmetic.plain(x[i], y[broadcast(shape, i)]))
                .sum();
    }

    private static int broadcast(Shape shape, int element) {
        int row = shape.rank() == 2 && shape.size(0) == 2 ? element / 3 : 0;
        int columns = shape.rank() > 0 ? shape.size(-1) : 1;
        return row * columns + (columns == 3 ? element % 3 : 0);
    }

    @Test
    void bothOperandsMayGrow() {
        Answer answer = probe().apply(
                        (x, y) -> x.mul(y),
                        matrix(2, 1, 3, 5),
                        DoubleArray.of(Shape.of(1, 3), 1, 10, 100),
                        Shape.of(2, 3));
        assertThat(answer.values()).containsExactly(3, 30, 300, 5, 50, 500);
        double[] w = OperationProbe.weights(6);
        assertThat(answer.gradient()[1]).isCloseTo(w[3] + 10 * w[4] + 100 * w[5], within(1e-12));
        assertThat(answer.otherGradient()[2]).isCloseTo(3 * w[2] + 5 * w[5], within(1e-12));
    }

    @Test
    void differentDataTypesAreRefused() {
        assertThatThrownBy(() -> apply(x -> x.add(x.cast(DataType.INT64)), matrix(1, 1, 1), Shape.of(1, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("data types differ: ");
    }

    @Test
    void comparisonsAreExactAndBlockGradients() {
        DoubleArray x = matrix(1, 3, 1, 2, 3);
        DoubleArray two = DoubleArray.of(Shape.of(), 2);
        Shape row = Shape.of(1, 3);
        Answer less = probe().apply(Tensor::lessThan, x, two, row);
        assertThat(less.values()).containsExactly(1, 0, 0);
        assertThat(less.gradient()).containsExactly(0, 0, 0);
        assertThat(less.otherGradient()).containsExactly(0);
        assertThat(probe().apply(Tensor::lessOrEqual, x, two, row).values()).containsExactly(1, 1, 0);
        assertThat(probe().apply(Tensor::equalTo, x, two, row).values()).containsExactly(0, 1, 0);
        assertThat(apply(a -> a.greaterThan(2), x, row).values()).containsExactly(0, 0, 1);
    }

    @Test
    void masksCombineAndCount() {
        DoubleArray x = matrix(1, 4, 1, 2, 3, 4);
        Shape row = Shape.of(1, 4);
        assertThat(apply(a -> a.greaterThan(1).and(a.greaterThan(2)), x, row).values())
                .containsExactly(0, 0, 1, 1);
        assertThat(apply(a -> a.greaterThan(3).or(a.greaterThan(2).not()), x, row)
                        .values())
                .containsExactly(1, 1, 0, 1);
        Answer count = apply(a -> a.greaterThan(1).count(), x, Shape.of());
        assertThat(count.values()).containsExactly(3);
        assertThat(count.gradient()).containsOnly(0);
    }

    @Test
    void countIsExactBeyondWhatAFloatCounts() {
        // 2^24 + 1 is the first whole number that a float cannot hold: 4097 * 4097 = 16785409 is odd and larger.
        int n = 4097;
        Answer answer = new OperationProbe(engine(), DataType.FLOAT64)
                .apply(
                        (x, y) -> x.reshape(n, 1)
                                .lessThan(x.reshape(1, n).add(10))
                                .count(),
                        matrix(1, n, new double[n]),
                        NONE,
                        Shape.of());
        assertThat(answer.values()).containsExactly(16785409);
    }

    @Test
    void elementsThatAreNotChosenHaveGradientZeroEvenWhereTheyAreInfinite() {
        DoubleArray x = matrix(1, 3, INFINITY, Double.NaN, 2);
        Answer chosen = probe().apply(
                        (a, b) -> b.greaterThan(0).choose(b, a),
                        x,
                        DoubleArray.of(Shape.of(1, 3), 1, 1, -1),
                        Shape.of(1, 3));
        assertThat(chosen.values()).containsExactly(1, 1, 2);
        assertThat(chosen.gradient()[0]).isZero();
        assertThat(chosen.gradient()[1]).isZero();
        assertThat(chosen.gradient()[2]).isEqualTo(OperationProbe.weights(3)[2]);
        assertThat(chosen.otherGradient()[2]).isZero();
    }

    @Test
    void maskBroadcastsWhenItChooses() {
        Answer answer = probe().apply(
                        (x, y) -> y.greaterThan(0).choose(x, x.full(7)),
                        matrix(2, 2, 1, 2, 3, 4),
                        DoubleArray.of(Shape.of(2, 1), 1, -1),
                        Shape.of(2, 2));
        assertThat(answer.values()).containsExactly(1, 2, 7, 7);
        double[] w = OperationProbe.weights(4);
        assertThat(answer.gradient()).containsExactly(w[0], w[1], 0, 0);
    }

    @ParameterizedTest
    @CsvSource({"0, 1 3, 5 7 9", "1, 2 1, 6 15", "-1, 2 1, 6 15", "-2, 1 3, 5 7 9"})
    void sumsKeepTheirAxis(int axis, String shape, String sums) {
        Answer answer = apply(x -> x.sum(axis), matrix(2, 3, 1, 2, 3, 4, 5, 6), Shape.of(numbers(shape)));
        assertThat(answer.values())
                .containsExactly(Arrays.stream(numbers(sums)).asDoubleStream().toArray());
        double[] w = OperationProbe.weights(answer.values().length);
        boolean overRows = w.length == 3;
        assertThat(answer.gradient())
                .containsExactly(IntStream.range(0, 6)
                        .mapToDouble(i -> w[overRows ? i % 3 : i / 3])
                        .toArray());
    }

    private static int[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToInt(Integer::parseInt).toArray();
    }

    @Test
    void sumOfNothingIsZeroWithAGradientOfNothing() {
        assertThat(apply(Tensor::sum, matrix(0, 3), Shape.of()).values()).containsExactly(0);
        assertThat(apply(Tensor::sum, matrix(0, 3), Shape.of()).gradient()).isEmpty();
        assertThat(apply(x -> x.sum(0), matrix(0, 3), Shape.of(1, 3)).values()).containsExactly(0, 0, 0);
        assertThat(apply(x -> x.greaterThan(0).count(), matrix(0, 3), Shape.of())
                        .values())
                .containsExactly(0);
    }

    @Test
    void extremesAreTheFirstOfEqualOnes() {
        DoubleArray x = matrix(4, 3, 1, 5, 5, 2, 2, 2, -INFINITY, -INFINITY, -INFINITY, 3, -1, -1);
        assertThat(apply(Tensor::argMax, x, Shape.of(4)).values()).containsExactly(1, 0, 0, 0);
        assertThat(apply(Tensor::argMin, x, Shape.of(4)).values()).containsExactly(0, 0, 0, 1);
        assertThat(apply(Tensor::argMax, x, Shape.of(4)).gradient()).containsOnly(0);
    }

    @ParameterizedTest
    @CsvSource({"7, 2, 6", "64, 0, 63", "1000, 17, 18", "4099, 1023, 4098"})
    void firstOfEqualExtremesIsFoundInLongRows(int columns, int first, int second) {
        double[] row = new double[columns];
        row[first] = 1;
        row[second] = 1;
        assertThat(apply(Tensor::argMax, matrix(1, columns, row), Shape.of(1)).values())
                .containsExactly(first);
        assertThat(apply(x -> x.neg().argMin(), matrix(1, columns, row), Shape.of(1))
                        .values())
                .containsExactly(first);
    }

    @Test
    void logSumExpIsStableAndItsGradientIsTheSoftmax() {
        DoubleArray x = matrix(2, 3, 1, 2, 4, 1000, 1000, -1000);
        Answer answer = apply(Tensor::logSumExp, x, Shape.of(2, 1));
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(4);
        assertThat(answer.values()).containsExactly(new double[] {Math.log(sum), 1000 + Math.log(2)}, within(1e-12));
        double[] w = OperationProbe.weights(2);
        double[] softmax = {Math.exp(1) / sum, Math.exp(2) / sum, Math.exp(4) / sum, 0.5, 0.5, 0};
        assertThat(answer.gradient())
                .containsExactly(
                        IntStream.range(0, 6)
                                .mapToDouble(i -> w[i / 3] * softmax[i])
                                .toArray(),
                        within(1e-14));
    }

    @Test
    void logSumExpSkipsWhatIsMaskedByMinusInfinity() {
        Answer answer = apply(Tensor::logSumExp, matrix(1, 3, 2, -INFINITY, 2), Shape.of(1, 1));
        assertThat(answer.values()[0]).isCloseTo(2 + Math.log(2), within(1e-14));
        double half = OperationProbe.weights(1)[0] / 2;
        assertThat(answer.gradient()).containsExactly(new double[] {half, 0, half}, within(1e-15));
    }

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

    private OperationProbe probe() {
        return new OperationProbe(engine(), DataType.FLOAT64);
    }

    private Answer apply(UnaryOperator<Tensor> operation, DoubleArray x, Shape result) {
        return probe().apply((a, b) -> operation.apply(a), x, NONE, result);
    }

    private static DoubleArray matrix(int rows, int columns, double... values) {
        return DoubleArray.of(Shape.of(rows, columns), values);
    }
}
