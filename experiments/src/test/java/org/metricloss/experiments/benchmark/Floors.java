package org.metricloss.experiments.benchmark;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;

/** What no loss can be faster than, on this machine and engine, in this run. */
final class Floors {
    private Floors() {}

    /** The engine's own products, X X^T and its product with X, timed alone: nothing else is between the clock reads. */
    static final class Products implements AutoCloseable {
        private final PreparedLoss loss;
        private long nanos;

        Products(Engine engine, int n, int d, int threads) {
            HostFunction function = new HostFunction() {
                @Override
                public List<Result> results() {
                    return List.of(new Result(DataType.FLOAT32, Shape.of()));
                }

                @Override
                public void compute(HostCall call) {
                    HostArray x = call.argument(0);
                    long start = System.nanoTime();
                    HostArray inner = call.product(x.factor(), x.factor().transpose());
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
}
