package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.OperationProbe.Answer;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.tensor.Tensor;

/** What comparisons, masks, sums, extremes and parts must give, see {@link OperationContract}. */
public abstract class SelectionContract extends OperationContract {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

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
    void crossEntropyIsStableAndItsGradientIsTheSoftmaxLessOne() {
        DoubleArray x = matrix(2, 3, 1, 2, 4, 1e12, 1e12 + 0.5, -1000);
        Answer answer = apply(a -> a.crossEntropy(a.range(2)), x, Shape.of(2, 1));
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(4);
        double large = 1 / (1 + Math.exp(-0.5));
        assertThat(answer.values()).containsExactly(new double[] {Math.log(sum) - 1, -Math.log(large)}, within(1e-12));
        double[] w = OperationProbe.weights(2);
        double[] less = {Math.exp(1) / sum - 1, Math.exp(2) / sum, Math.exp(4) / sum, 1 - large, large - 1, 0};
        assertThat(answer.gradient())
                .containsExactly(
                        IntStream.range(0, 6)
                                .mapToDouble(i -> w[i / 3] * less[i])
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
    void logSumExpIsTakenOverAnyAxis() {
        double[] x = {1, 2, 4, 0.5, -1, 3};
        Answer answer = apply(a -> a.logSumExp(0), matrix(2, 3, x), Shape.of(1, 3));
        double[] w = OperationProbe.weights(3);
        for (int j = 0; j < 3; j++) {
            double sum = Math.exp(x[j]) + Math.exp(x[3 + j]);
            assertThat(answer.values()[j]).isCloseTo(Math.log(sum), within(1e-14));
            assertThat(answer.gradient()[j]).isCloseTo(w[j] * Math.exp(x[j]) / sum, within(1e-14));
            assertThat(answer.gradient()[3 + j]).isCloseTo(w[j] * Math.exp(x[3 + j]) / sum, within(1e-14));
        }
    }

    @Test
    void countsAreTakenAlongAnyAxis() {
        DoubleArray x = matrix(2, 3, 1, 0, 1, 1, 0, 0);
        assertThat(apply(a -> a.greaterThan(0).count(0), x, Shape.of(1, 3)).values())
                .containsExactly(2, 0, 1);
        assertThat(apply(a -> a.greaterThan(0).count(-1), x, Shape.of(2, 1)).values())
                .containsExactly(2, 1);
    }

    /** In each of three rows the second operand selects with 1: two elements, none, and one beside what is not finite. */
    private static final DoubleArray MASKED = matrix(3, 3, 1, 2, 4, 1000, 1000, -1000, Double.NaN, 1e300, INFINITY);

    private static final DoubleArray SELECTED = DoubleArray.of(Shape.of(3, 3), 1, 0, 1, 0, 0, 0, 0, 1, 0);

    @Test
    void logSumExpOfSelectedElementsLeavesOutAllOthers() {
        Answer answer = probe().apply((x, y) -> x.logSumExp(y.greaterThan(0)), MASKED, SELECTED, Shape.of(3, 1));
        double sum = Math.exp(1) + Math.exp(4);
        assertThat(answer.values()).containsExactly(new double[] {Math.log(sum), -INFINITY, 1e300}, within(1e-14));
        double[] w = OperationProbe.weights(3);
        double[] expected = {w[0] * Math.exp(1) / sum, 0, w[0] * Math.exp(4) / sum, 0, 0, 0, 0, w[2], 0};
        assertThat(answer.gradient()).containsExactly(expected, within(1e-14));
    }

    @Test
    void extremesOfSelectedElementsLeaveOutAllOthers() {
        Answer largest = probe().apply((x, y) -> x.largest(y.greaterThan(0)), MASKED, SELECTED, Shape.of(3, 1));
        double[] w = OperationProbe.weights(3);
        assertThat(largest.values()).containsExactly(4, -INFINITY, 1e300);
        assertThat(largest.gradient()).containsExactly(0, 0, w[0], 0, 0, 0, 0, w[2], 0);
        Answer smallest = probe().apply((x, y) -> x.smallest(y.greaterThan(0)), MASKED, SELECTED, Shape.of(3, 1));
        assertThat(smallest.values()).containsExactly(1, INFINITY, 1e300);
        assertThat(smallest.gradient()).containsExactly(new double[] {w[0], 0, 0, 0, 0, 0, 0, w[2], 0}, within(0.0));
    }

    @Test
    void extremesOfSelectedElementsAreTheFirstOfEqualOnesAndNaNWhereOneIs() {
        DoubleArray x = matrix(2, 3, 5, 5, 5, 1, Double.NaN, 9);
        Answer answer = apply(a -> a.largest(a.equalTo(a.full(4)).not()), x, Shape.of(2, 1));
        assertThat(answer.values()).containsExactly(5, Double.NaN);
        assertThat(Arrays.copyOf(answer.gradient(), 3)).containsExactly(OperationProbe.weights(2)[0], 0, 0);
    }

    @Test
    void tensorsAreJoinedAlongAnyAxis() {
        DoubleArray x = matrix(2, 2, 1, 2, 3, 4);
        DoubleArray column = DoubleArray.of(Shape.of(2, 1), 5, 6);
        Answer wide = probe().apply((a, b) -> a.concat(b, -1), x, column, Shape.of(2, 3));
        assertThat(wide.values()).containsExactly(1, 2, 5, 3, 4, 6);
        double[] w = OperationProbe.weights(6);
        assertThat(wide.gradient()).containsExactly(w[0], w[1], w[3], w[4]);
        assertThat(wide.otherGradient()).containsExactly(w[2], w[5]);
        DoubleArray row = DoubleArray.of(Shape.of(1, 2), 5, 6);
        Answer high = probe().apply((a, b) -> a.concat(b, 0), x, row, Shape.of(3, 2));
        assertThat(high.values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(high.otherGradient()).containsExactly(w[4], w[5]);
        assertThat(apply(a -> a.range(2).concat(a.range(3), 0), x, Shape.of(5)).values())
                .containsExactly(0, 1, 0, 1, 2);
    }

    @Test
    void partsAreTakenAlongAnyAxis() {
        DoubleArray x = matrix(3, 2, 1, 2, 3, 4, 5, 6);
        Answer rows = apply(a -> a.slice(0, 1, 3), x, Shape.of(2, 2));
        double[] w = OperationProbe.weights(4);
        assertThat(rows.values()).containsExactly(3, 4, 5, 6);
        assertThat(rows.gradient()).containsExactly(0, 0, w[0], w[1], w[2], w[3]);
        Answer column = apply(a -> a.slice(-1, 0, 1), x, Shape.of(3, 1));
        assertThat(column.values()).containsExactly(1, 3, 5);
        assertThat(column.gradient()).containsExactly(w[0], 0, w[1], 0, w[2], 0);
        assertThat(apply(a -> a.range(5).slice(0, 4, 5), x, Shape.of(1)).values())
                .containsExactly(4);
    }
}
