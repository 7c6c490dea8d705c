package org.metricloss.loss.center;

import java.util.Arrays;
import java.util.List;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.HostFunction;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.tensor.DataType;
import org.metricloss.core.tensor.Shape;
import org.metricloss.core.tensor.Tensor;

/**
 * Everything that center loss asks of the embeddings, in one pass over them on the host: each is read once, and its gradient
 * written once. Classes are handled one after the other, so that their sums need no more than their own rows: O(m d + classes
 * d). Arguments are the embeddings [m, d], labels [m] and centers [classes, d].
 *
 * @param type the embeddings' type
 * @param m the number of samples
 * @param classes the number of classes
 * @param d the dimension
 * @param divisor what the sum of squared distances is divided by
 */
record CenterPass(DataType type, int m, int classes, int d, double divisor) implements HostFunction {
    /**
     * What the pass found.
     *
     * @param value the sum of squared distances over the divisor, a scalar
     * @param gradient its derivative by the embeddings, [m, d]
     * @param fromCenter the sum of x_i - c_j over the samples of each class, [classes, d]
     * @param samples n_j of each class, [classes, 1]
     * @param active how many samples are away from their center, an INT64 scalar
     * @param distances the sum of their Euclidean distances, a scalar
     */
    record Found(Tensor value, Tensor gradient, Tensor fromCenter, Tensor samples, Tensor active, Tensor distances) {}

    static Found over(Tensor embeddings, Tensor labels, Tensor centers, double divisor) {
        Shape shape = embeddings.shape();
        List<Tensor> results = embeddings.onHost(
                new CenterPass(
                        embeddings.dataType(), shape.size(0), centers.shape().size(0), shape.size(1), divisor),
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
        ByClass byClass = ByClass.of(call.argument(1).toInts(), classes);
        double[] squares = new double[classes];
        double[] distances = new double[classes];
        int[] active = new int[classes];
        Parallel.rows(call.threads(), classes, grain(), () -> {
            SampleRows rows =
                    SampleRows.of(call.argument(0), call.argument(2), call.result(1), call.result(2), 2 / divisor);
            return j -> {
                rows.center(j);
                for (int k = byClass.start(j); k < byClass.start(j + 1); k++) {
                    double squared = rows.sample(byClass.sample(k));
                    squares[j] += squared;
                    distances[j] += Math.sqrt(squared);
                    active[j] += squared > 0 ? 1 : 0;
                }
                rows.writeSum(j);
                call.result(3).set(j, byClass.start(j + 1) - byClass.start(j));
            };
        });
        call.result(0).set(0, Arrays.stream(squares).reduce(0, Double::sum) / divisor);
        call.result(4).set(0, Arrays.stream(active).sum());
        call.result(5).set(0, Arrays.stream(distances).reduce(0, Double::sum));
    }

    /** Classes that a thread takes at a time: a few thousand numbers' worth of work. */
    private int grain() {
        return (int) Math.max(1, 65536L * classes / ((long) m * d + 1));
    }

    /**
     * The samples of each class, in their order in the batch.
     *
     * @param samples the samples of class 0, then those of class 1, and so on
     * @param starts where those of each class start, and where the last ones end
     */
    private record ByClass(int[] samples, int[] starts) {
        static ByClass of(int[] labels, int classes) {
            int[] starts = new int[classes + 1];
            for (int label : labels) {
                starts[label + 1]++;
            }
            for (int j = 0; j < classes; j++) {
                starts[j + 1] += starts[j];
            }
            int[] next = starts.clone();
            int[] samples = new int[labels.length];
            for (int i = 0; i < labels.length; i++) {
                samples[next[labels[i]]++] = i;
            }
            return new ByClass(samples, starts);
        }

        int start(int j) {
            return starts[j];
        }

        int sample(int place) {
            return samples[place];
        }
    }
}
