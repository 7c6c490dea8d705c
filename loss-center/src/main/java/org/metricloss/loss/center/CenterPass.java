package org.metricloss.loss.center;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.tensor.Tensor;

/**
 * Everything that center loss computes from the embeddings, in one pass over them on the host: each is read once and
 * its gradient written once, in memory order. Arguments are the embeddings [m, d], labels [m] and centers [classes, d].
 *
 * <p>The samples are divided into a few parts. Their number depends on the number of samples and classes and not on
 * the machine, so that results are bitwise the same for any number of threads. Each part has its own sums for all
 * classes; together they are no larger than the embeddings: O(m d + classes d).
 *
 * @param type the embeddings' type
 * @param m the number of samples
 * @param classes the number of classes
 * @param d the dimension
 * @param divisor what the sum of squared distances is divided by
 * @param learned whether the centers' result is the value's derivative, else the paper's delta
 */
record CenterPass(DataType type, int m, int classes, int d, double divisor, boolean learned) implements HostFunction {
    /** Few parts: sums that are not in the cache cost more than another thread gains. */
    private static final int MOST_PARTS = 4;

    /**
     * The results of the pass.
     *
     * @param value the sum of squared distances over the divisor, a scalar
     * @param gradient its derivative by the embeddings, [m, d]
     * @param centers for learned centers the derivative by them, else delta_j = sum_{i: y_i = j} (c_j - x_i) / (1 +
     *     n_j); [classes, d]
     * @param samples n_j of each class, [classes, 1]
     * @param active how many samples are away from their center, an INT64 scalar
     * @param distances the sum of their Euclidean distances, a scalar
     */
    record Found(Tensor value, Tensor gradient, Tensor centers, Tensor samples, Tensor active, Tensor distances) {}

    static Found over(Tensor embeddings, Tensor labels, Tensor centers, double divisor, boolean learned) {
        Shape shape = embeddings.shape();
        List<Tensor> results = embeddings.onHost(
                new CenterPass(
                        embeddings.dataType(), shape.size(0), centers.shape().size(0), shape.size(1), divisor, learned),
                labels,
                centers);
        return new Found(
                results.get(0), results.get(1), results.get(2), results.get(3), results.get(4), results.get(5));
    }

    @Override
    public List<Result> results() {
        return List.of(
                new Result(type, Shape.of()),
                new Result(type, Shape.of(m, d)),
                new Result(type, Shape.of(classes, d)),
                new Result(type, Shape.of(classes, 1)),
                new Result(DataType.INT64, Shape.of()),
                new Result(DataType.FLOAT64, Shape.of()));
    }

    @Override
    public void compute(HostCall call) {
        int[] labels = call.argument(1).toInts();
        int parts = parts();
        SampleSums[] sums = new SampleSums[parts];
        Supplier<SampleSums> each = SampleSums.parts(call, labels, 2 / divisor);
        Parallel.rows(call.threads(), parts, 1, () -> part -> {
            sums[part] = each.get();
            for (int i = start(part, parts); i < start(part + 1, parts); i++) {
                sums[part].add(i, labels[i]);
            }
        });
        Parallel.rows(call.threads(), classes, 64, () -> {
            HostArray.Rows rows = call.result(2).cursor();
            double[] row = new double[d];
            return j -> {
                Arrays.fill(row, 0);
                int samples = 0;
                for (SampleSums part : sums) {
                    part.addTo(j, row);
                    samples += part.samples(j);
                }
                double factor = learned ? -2 / divisor : -1.0 / (1 + samples);
                for (int k = 0; k < d; k++) {
                    row[k] *= factor;
                }
                rows.write(j, row, 0);
                call.result(3).set(j, samples);
            };
        });
        call.result(0)
                .set(0, Arrays.stream(sums).mapToDouble(SampleSums::squared).reduce(0, Double::sum) / divisor);
        call.result(4).set(0, Arrays.stream(sums).mapToInt(SampleSums::active).sum());
        call.result(5)
                .set(0, Arrays.stream(sums).mapToDouble(SampleSums::distances).reduce(0, Double::sum));
    }

    /**
     * The number of parts: their sums are no larger than a quarter of the embeddings, unless there is only one part.
     */
    private int parts() {
        return Math.max(1, Math.min(MOST_PARTS, m / (4 * classes)));
    }

    private int start(int part, int parts) {
        return (int) ((long) m * part / parts);
    }
}
