package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.OperationProbe.Answer;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.tensor.Tensor;

/** What engines keep to when they hand tensors to a function in plain Java and go on with its results. */
public abstract class HostContract extends OperationContract {
    private static final DoubleArray X = matrix(2, 3, 1, 2, 3, 4, 5, 6);

    /** A function of one result. */
    private record Function(Result result, java.util.function.Consumer<HostCall> body) implements HostFunction {
        @Override
        public List<Result> results() {
            return List.of(result);
        }

        @Override
        public void compute(HostCall call) {
            body.accept(call);
        }
    }

    private static Tensor call(Tensor x, Shape result, java.util.function.Consumer<HostCall> body) {
        return x.onHost(new Function(new HostFunction.Result(x.dataType(), result), body))
                .get(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void rowsGoToTheHostAndComeBack(DataType type) {
        Answer answer = new OperationProbe(engine(), type)
                .apply((x, other) -> call(x, Shape.of(2, 3), HostContract::addRowNumber), X, NONE, Shape.of(2, 3));
        assertThat(answer.values()).containsExactly(1, 2, 3, 5, 6, 7);
    }

    private static void addRowNumber(HostCall call) {
        double[] row = new double[3];
        for (int i = 0; i < call.argument(0).rows(); i++) {
            call.argument(0).cursor().read(i, row, 0);
            for (int k = 0; k < 3; k++) {
                row[k] += i;
            }
            call.result(0).cursor().write(i, row, 0);
        }
    }

    /** An engine may keep a transposed matrix in its source's memory: the host must see it row by row all the same. */
    @Test
    void aTransposedMatrixIsSeenByItsRows() {
        Answer answer = apply(
                x -> call(x.transpose(), Shape.of(3), each -> {
                    double[] row = new double[2];
                    for (int i = 0; i < 3; i++) {
                        each.argument(0).cursor().read(i, row, 0);
                        each.result(0).set(i, 10 * row[0] + row[1]);
                    }
                }),
                X,
                Shape.of(3));
        assertThat(answer.values()).containsExactly(14, 25, 36);
    }

    @Test
    void noGradientFlowsThroughTheHost() {
        Answer answer =
                apply(x -> call(x, Shape.of(2, 3), HostContract::addRowNumber).add(x), X, Shape.of(2, 3));
        assertThat(answer.values()).containsExactly(2, 4, 6, 9, 11, 13);
        assertThat(answer.gradient()).containsExactly(OperationProbe.weights(6));
    }

    @Test
    void wholeNumbersGoBothWays() {
        Answer answer = apply(
                x -> x.onHost(
                                new Function(new HostFunction.Result(DataType.INT64, Shape.of(4)), each -> {
                                    int[] given = each.argument(1).toInts();
                                    Arrays.stream(given)
                                            .forEach(i -> each.result(0).set(i, 3 - i));
                                }),
                                x.range(4))
                        .get(0),
                X,
                Shape.of(4));
        assertThat(answer.values()).containsExactly(3, 2, 1, 0);
    }

    /** The second function gets what the first gave. */
    @Test
    void functionsMayFollowEachOther() {
        Answer answer = apply(
                x -> {
                    Tensor once = call(x, Shape.of(2, 3), HostContract::addRowNumber);
                    return call(once.mul(2), Shape.of(2, 3), HostContract::addRowNumber);
                },
                X,
                Shape.of(2, 3));
        assertThat(answer.values()).containsExactly(2, 4, 6, 11, 13, 15);
    }

    @Test
    void severalResultsKeepTheirPlaces() {
        HostFunction two = new HostFunction() {
            @Override
            public List<Result> results() {
                return List.of(new Result(DataType.FLOAT64, Shape.of()), new Result(DataType.FLOAT64, Shape.of(1, 2)));
            }

            @Override
            public void compute(HostCall call) {
                call.result(0).set(0, 7);
                call.result(1).set(0, 8);
                call.result(1).set(1, 9);
            }
        };
        Answer answer = apply(
                x -> {
                    List<Tensor> results = x.onHost(two);
                    return results.get(1).add(results.get(0));
                },
                X,
                Shape.of(1, 2));
        assertThat(answer.values()).containsExactly(15, 16);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT32", "FLOAT64"})
    void productsTakeRowsAndTransposedOnes(DataType type) {
        Answer answer = new OperationProbe(engine(), type)
                .apply((x, other) -> call(x, Shape.of(5), HostContract::products), X, NONE, Shape.of(5));
        // x x^T: [14, 32; 32, 77]; the second row's outer product with
        // itself has 4 x 5 and 5 x 6; and the first row times x^T.
        assertThat(answer.values()).containsExactly(32, 20, 30, 14, 32);
    }

    private static void products(HostCall call) {
        HostArray x = call.argument(0);
        HostArray inner = call.product(x.factor(), x.factor().transpose());
        call.result(0).set(0, at(inner, 1, 0));
        call.release(inner);
        HostArray outer = call.product(x.factor(1, 2).transpose(), x.factor(1, 2));
        call.result(0).set(1, at(outer, 0, 1));
        call.result(0).set(2, at(outer, 2, 1));
        HostArray row = call.product(x.factor(0, 1), x.factor().transpose());
        call.result(0).set(3, at(row, 0, 0));
        call.result(0).set(4, at(row, 0, 1));
    }

    /** What the host has written into an allocated array is what a product reads. */
    @Test
    void allocatedArraysAreFactors() {
        Answer answer = apply(
                x -> call(x, Shape.of(2), each -> {
                    HostArray ones = each.allocate(DataType.FLOAT64, 3, 1);
                    for (int i = 0; i < 3; i++) {
                        ones.set(i, 1);
                    }
                    HostArray sums = each.product(each.argument(0).factor(), ones.factor());
                    each.result(0).set(0, at(sums, 0, 0));
                    each.result(0).set(1, at(sums, 1, 0));
                }),
                X,
                Shape.of(2));
        assertThat(answer.values()).containsExactly(6, 15);
    }

    /** The host may write to a product; what it has written is a factor of the next product. */
    @Test
    void productsAreFactorsAsTheHostLeftThem() {
        Answer answer = apply(
                x -> call(x, Shape.of(3), each -> {
                    HostArray inner = each.product(
                            each.argument(0).factor(), each.argument(0).factor().transpose());
                    // [14, 32; 32, 77] becomes [14, 32; 1, 2].
                    inner.set(2, 1);
                    inner.set(3, 2);
                    HostArray next =
                            each.product(inner.factor(1, 2), each.argument(0).factor());
                    for (int i = 0; i < 3; i++) {
                        each.result(0).set(i, at(next, 0, i));
                    }
                }),
                X,
                Shape.of(3));
        assertThat(answer.values()).containsExactly(9, 12, 15);
    }

    private static double at(HostArray array, int row, int column) {
        double[] values = new double[array.columns()];
        array.cursor().read(row, values, 0);
        return values[column];
    }

    /** An engine that plans its work may leave out what nobody needs, but must not wait for it. */
    @Test
    void resultsNeedNotBeUsed() {
        Answer answer = apply(
                x -> {
                    call(x, Shape.of(2, 3), HostContract::addRowNumber);
                    return x.mul(2);
                },
                X,
                Shape.of(2, 3));
        assertThat(answer.values()).containsExactly(2, 4, 6, 8, 10, 12);
    }

    /** A loss that notes how many threads its host function may use, and uses them. */
    private record Threads(List<Integer> noted, AtomicInteger rows) implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            Tensor zero = call(input.embeddings(), Shape.of(), each -> {
                noted.add(each.threads());
                Parallel.rows(each.threads(), 100, 7, () -> i -> rows.addAndGet(i));
                each.result(0).set(0, 0);
            });
            return LossOutput.of(input.embeddings().sum().add(zero));
        }
    }

    @Test
    void threadsOfTheHostAreTheEngines() {
        List<Integer> noted = new CopyOnWriteArrayList<>();
        AtomicInteger rows = new AtomicInteger();
        Objective objective = Objective.of("threads", new Threads(noted, rows));
        LossExample example =
                new LossExample(X, new int[2], 1, Map.of(), Optional.empty(), Optional.empty(), DataType.FLOAT64);
        engine().evaluate(objective, example);
        int now = noted.get(0);
        assertThat(now).isPositive();
        noted.clear();
        rows.set(0);
        try (PreparedLoss loss = engine().prepare(objective, example, now + 1)) {
            loss.evaluate();
            assertThat(noted).isNotEmpty().containsOnly(now + 1);
            assertThat(rows.get()).isEqualTo(noted.size() * 99 * 100 / 2);
        } finally {
            // The number is the process's, in which other tests follow.
            engine().prepare(objective, example, now).close();
        }
    }

    @Test
    void whatTheHostThrowsIsThrown() {
        assertThatThrownBy(() -> apply(
                        x -> call(x, Shape.of(), each -> {
                            throw new IllegalStateException("the host gave up");
                        }),
                        X,
                        Shape.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the host gave up");
    }
}
