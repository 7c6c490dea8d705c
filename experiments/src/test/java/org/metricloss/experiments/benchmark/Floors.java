package org.metricloss.experiments.benchmark;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.cosine.CosineSoftmax;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.tensor.Tensor;

/** What no loss can be faster than, on this machine and engine, in this run. */
final class Floors {
    private Floors() {}

    /**
     * The engine's own products, X Y^T and its product with Y, timed alone: nothing else is between the clock reads. X is the first
     * m rows of Y, or Y itself.
     */
    static final class Products implements AutoCloseable {
        private final PreparedLoss loss;
        private long nanos;

        Products(Engine engine, int m, int n, int d, int threads) {
            HostFunction function = new HostFunction() {
                @Override
                public List<Result> results() {
                    return List.of(new Result(DataType.FLOAT32, Shape.of()));
                }

                @Override
                public void compute(HostCall call) {
                    HostArray x = call.argument(0);
                    long start = System.nanoTime();
                    HostArray inner = call.product(x.factor(0, m), x.factor().transpose());
                    HostArray outer = call.product(inner.factor(), x.factor());
                    nanos = System.nanoTime() - start;
                    call.release(outer);
                    call.release(inner);
                    call.result(0).set(0, 0);
                }
            };
            loss = engine.prepare(
                    Objective.of("products", new OnHost(function)),
                    LossWork.example(n, d, 2, Map.of(), DataType.FLOAT32),
                    threads);
        }

        double micros() {
            loss.run();
            return nanos * 1e-3;
        }

        @Override
        public void close() {
            loss.close();
        }
    }

    /**
     * Three products with the vectors of classes, X W^T, its product with W and that of its transpose with X, and between them the
     * engine's exp of X W^T.
     */
    static final class ClassProducts implements AutoCloseable {
        private final PreparedLoss loss;
        private long start;
        private long nanos;

        ClassProducts(Engine engine, int m, int columns, int d, int threads) {
            HostFunction first = new HostFunction() {
                @Override
                public List<Result> results() {
                    return List.of(new Result(DataType.FLOAT32, Shape.of(m, columns)));
                }

                @Override
                public void compute(HostCall call) {
                    start = System.nanoTime();
                    HostArray logits = call.product(
                            call.argument(0).factor(), call.argument(1).factor().transpose());
                    nanos = System.nanoTime() - start;
                    handOn(call, logits);
                    start = System.nanoTime();
                }
            };
            HostFunction last = new HostFunction() {
                @Override
                public List<Result> results() {
                    return List.of(new Result(DataType.FLOAT32, Shape.of()));
                }

                @Override
                public void compute(HostCall call) {
                    HostArray powers = call.argument(0);
                    HostArray byX =
                            call.product(powers.factor(), call.argument(2).factor());
                    HostArray byW = call.product(
                            powers.factor().transpose(), call.argument(1).factor());
                    nanos += System.nanoTime() - start;
                    call.release(byW);
                    call.release(byX);
                    call.result(0).set(0, 0);
                }
            };
            Map<String, DoubleArray> state =
                    Map.of("products.weight", LossWork.gaussians("weight", Shape.of(columns, d)));
            loss = engine.prepare(
                    Objective.of("products", new OfClasses(columns, first, last)),
                    LossWork.example(m, d, 2, state, DataType.FLOAT32),
                    threads);
        }

        double micros() {
            loss.run();
            return nanos * 1e-3;
        }

        @Override
        public void close() {
            loss.close();
        }
    }

    /**
     * Two products of a batch with itself, X X^T and its product with X, and between them the engine's exp of X X^T; in
     * blocks of rows where the product is large, as losses do.
     */
    static final class PairProducts implements AutoCloseable {
        private final PreparedLoss loss;
        private final int blocks;
        private long start;
        private long nanos;

        PairProducts(Engine engine, int n, int d, int threads) {
            int rows = Math.min(n, 1024);
            blocks = n / rows;
            HostFunction first = new HostFunction() {
                @Override
                public List<Result> results() {
                    return List.of(new Result(DataType.FLOAT32, Shape.of(rows, n)));
                }

                @Override
                public void compute(HostCall call) {
                    start = System.nanoTime();
                    HostArray products = call.product(
                            call.argument(0).factor(0, rows),
                            call.argument(0).factor().transpose());
                    nanos = System.nanoTime() - start;
                    handOn(call, products);
                    start = System.nanoTime();
                }
            };
            HostFunction last = new HostFunction() {
                @Override
                public List<Result> results() {
                    return List.of(new Result(DataType.FLOAT32, Shape.of()));
                }

                @Override
                public void compute(HostCall call) {
                    HostArray gradient = call.product(
                            call.argument(0).factor(), call.argument(1).factor());
                    nanos += System.nanoTime() - start;
                    call.release(gradient);
                    call.result(0).set(0, 0);
                }
            };
            loss = engine.prepare(
                    Objective.of("products", new OfPairs(first, last)),
                    LossWork.example(n, d, 2, Map.of(), DataType.FLOAT32),
                    threads);
        }

        /** All blocks take the time of one. */
        double micros() {
            double sum = 0;
            for (int block = 0; block < blocks; block++) {
                loss.run();
                sum += nanos * 1e-3;
            }
            return sum;
        }

        @Override
        public void close() {
            loss.close();
        }
    }

    private record OfPairs(HostFunction first, HostFunction last) implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Tensor powers = x.onHost(first).get(0).exp();
            // A value must depend on the embeddings.
            return LossOutput.of(powers.onHost(last, x).get(0).add(x.sum().mul(0)));
        }
    }

    private record OfClasses(int columns, HostFunction first, HostFunction last) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(CosineSoftmax.vectors("weight", columns, setting.dimension()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor x = input.embeddings();
            Tensor w = input.state("weight");
            Tensor powers = x.onHost(first, w).get(0).exp();
            // A value must depend on the embeddings and the weights.
            Tensor nothing = x.sum().add(w.sum()).mul(0);
            return LossOutput.of(powers.onHost(last, x, w).get(0).add(nothing));
        }
    }

    private record OnHost(HostFunction function) implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().onHost(function).get(0));
        }
    }

    /** A loss of next to nothing: the sum of the embeddings. Its step is what the engine itself costs. */
    record EmptyStep() implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.embeddings().sum());
        }
    }

    /** Reads n d floats and writes as many, on all threads, in memory that has been touched before. */
    static final class Copy {
        private final ByteBuffer from;
        private final ByteBuffer to;
        private final int threads;

        Copy(int n, int d, int threads) {
            from = ByteBuffer.allocateDirect(n * d * Float.BYTES);
            to = ByteBuffer.allocateDirect(n * d * Float.BYTES);
            this.threads = threads;
        }

        double micros() {
            long start = System.nanoTime();
            int part = from.capacity() / threads;
            Parallel.rows(threads, threads, 1, () -> i -> to.put(i * part, from, i * part, part));
            return (System.nanoTime() - start) * 1e-3;
        }
    }

    /** Copies a product to the first result, which is no part of the floor, and releases it. */
    private static void handOn(HostCall call, HostArray product) {
        Row row = new Row(DataType.FLOAT32, product.columns());
        for (int i = 0; i < product.rows(); i++) {
            product.read(i, row, 0);
            call.result(0).write(i, row, 0);
        }
        call.release(product);
    }
}
