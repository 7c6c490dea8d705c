package org.metricloss.core.pair;

import java.util.Arrays;
import java.util.List;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Row;

/**
 * A part of a {@link PairPass}, for measuring its cost: it computes the distances of all pairs in blocks of rows and
 * ignores them. Its argument is the embeddings [n, d], its result is 0.
 *
 * @param unordered whether each pair is computed once
 */
public record PairLook(boolean unordered) implements HostFunction {
    @Override
    public List<Result> results() {
        return List.of(new Result(DataType.FLOAT64, Shape.of()));
    }

    @Override
    public void compute(HostCall call) {
        PairPass.run(call, call.argument(0), new Distances(unordered));
        call.result(0).set(0, 0);
    }

    private record Distances(boolean unordered) implements PairKernel {
        @Override
        public int groups() {
            return 0;
        }

        @Override
        public Worker worker() {
            return (i, from, squaredDistances, weights) -> {};
        }
    }

    /**
     * {@return a kernel that ignores the weights: it does everything but the gradient of the embeddings}
     *
     * @param kernel a kernel
     * @param type the embeddings' type
     * @param n the number of rows
     */
    public static PairKernel withoutGradient(PairKernel kernel, DataType type, int n) {
        return new WithoutGradient(kernel, type, n);
    }

    private record WithoutGradient(PairKernel kernel, DataType type, int n) implements PairKernel {
        @Override
        public boolean unordered() {
            return kernel.unordered();
        }

        @Override
        public int groups() {
            return 0;
        }

        @Override
        public Worker worker() {
            Worker worker = kernel.worker();
            Row[] scratch = new Row[kernel.groups()];
            Arrays.setAll(scratch, group -> new Row(type, n));
            return (i, from, squaredDistances, weights) -> {
                for (Row row : scratch) {
                    row.clear(from, n);
                }
                worker.row(i, from, squaredDistances, scratch);
            };
        }
    }
}
