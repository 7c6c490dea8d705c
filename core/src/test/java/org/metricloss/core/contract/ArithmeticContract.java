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
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.OperationProbe.Answer;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.tensor.Tensor;

/** What functions of one element and arithmetic between two tensors must give, see {@link OperationContract}. */
public abstract class ArithmeticContract extends OperationContract {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

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
        MAXIMUM(x -> x.maximum(0.5), x -> Math.max(0.5, x), -2, 0.4, 0.7, 3),
        MINIMUM(x -> x.minimum(0.5), x -> Math.min(0.5, x), -2, 0.4, 0.7, 3),
        ACOS(Tensor::acos, Math::acos, -0.7, -0.3, 0, 0.5, 0.8),
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
    void functionsOfOneElementKeepTheTypeOfAScalar(Elementwise function) {
        new OperationProbe(engine(), DataType.FLOAT32)
                .apply(
                        (a, b) -> {
                            Tensor result = function.operation.apply(a.sum());
                            assertThat(result.dataType()).isEqualTo(DataType.FLOAT32);
                            return result.reshape(1, 1);
                        },
                        matrix(1, 1, 0.5),
                        NONE,
                        Shape.of(1, 1));
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
    void largerAndSmallerOfEqualNumbersHaveGradientZeroAndKeepWhatIsNotANumber() {
        DoubleArray x = matrix(1, 3, 2, Double.NaN, 3);
        Answer larger = apply(a -> a.maximum(2), x, Shape.of(1, 3));
        assertThat(larger.values()).containsExactly(2, Double.NaN, 3);
        assertThat(larger.gradient()).containsExactly(0, OperationProbe.weights(3)[1], OperationProbe.weights(3)[2]);
        Answer smaller = apply(a -> a.minimum(2), x, Shape.of(1, 3));
        assertThat(smaller.values()).containsExactly(2, Double.NaN, 2);
        assertThat(smaller.gradient()).containsExactly(0, OperationProbe.weights(3)[1], 0);
    }

    @Test
    void anglesAreExactAtTheEndsAndBeyondWithABoundedGradient() {
        double[] x = {1, -1, 1 + 1e-9, -2, 1 - 1e-6, Double.NaN};
        Answer answer = apply(Tensor::acos, matrix(1, 6, x), Shape.of(1, 6));
        assertThat(answer.values())
                .containsExactly(new double[] {0, Math.PI, 0, Math.PI, Math.acos(x[4]), Double.NaN}, within(1e-15));
        assertThat(Arrays.copyOf(answer.gradient(), 4)).containsOnly(0);
        double slope = -1 / Math.sqrt(1 - x[4] * x[4]);
        assertThat(answer.gradient()[4]).isCloseTo(slope * OperationProbe.weights(6)[4], within(1e-6));
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

    /** Mistakes in what an operation on a matrix [2, 3] is given, with the message on every engine. */
    enum Mistake {
        TYPES(x -> x.add(x.cast(DataType.INT64)), "data types differ: FLOAT64 [2, 3] and INT64 [2, 3]"),
        SHAPES(x -> x.mul(x.full(1, 2, 2)), "shapes do not broadcast: [2, 3] and [2, 2]"),
        COMPARED_SHAPES(x -> x.lessThan(x.full(1, 4)), "shapes do not broadcast: [2, 3] and [4]"),
        NO_MASK(x -> x.and(x.greaterThan(0)), "expected a BOOL mask, got FLOAT64 [2, 3]"),
        CHOICE(x -> x.greaterThan(0).choose(x, x.full(0, 3, 3)), "shapes do not broadcast: [2, 3] and [3, 3]"),
        PRODUCT(x -> x.matMul(x), "a matrix product needs [m, k] and [k, n], got [2, 3] and [2, 3]"),
        RESHAPED(x -> x.reshape(4), "[2, 3] cannot be reshaped to [4]"),
        AXIS(x -> x.sum(2), "[2, 3] has no axis 2"),
        NO_MATRIX(x -> x.reshape(6).transpose(), "transpose needs a matrix, got [6]"),
        PICKED(x -> x.pick(x.range(3)), "pick needs INT64 indices [2], got INT64 [3]"),
        CROSS_ENTROPY(x -> x.crossEntropy(x.range(3)), "crossEntropy needs INT64 indices [2], got INT64 [3]"),
        GATHERED(x -> x.gatherRows(x.full(0, 2)), "gatherRows needs INT64 indices [m], got FLOAT64 [2]"),
        SLICED(x -> x.slice(1, 2, 4), "axis 1 of [2, 3] has no part from 2 to 4"),
        JOINED(x -> x.concat(x.full(0, 3, 3), 1), "[2, 3] and [3, 3] cannot be joined along axis 1"),
        ATTACHED(x -> x.sum().withGradient(x, x.full(0, 3)), "a gradient for [2, 3] must have that shape, got [3]");

        private final UnaryOperator<Tensor> operation;
        private final String message;

        Mistake(UnaryOperator<Tensor> operation, String message) {
            this.operation = operation;
            this.message = message;
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistakesAreRefusedWithOneMessageOnEveryEngine(Mistake mistake) {
        DoubleArray x = matrix(2, 3, 1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> apply(mistake.operation, x, Shape.of(2, 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(mistake.message);
    }
}
