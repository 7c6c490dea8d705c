package org.metricloss.core.pair;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;

/**
 * One pass over all pairs of a batch [n, d] by blocks of rows: distances of a block by one matrix product, the loss's
 * {@link PairKernel} on each of its rows, and the embeddings' gradient from the kernel's weights w by products again,
 *
 * <pre>{@code dL/dx_i = 2 sum_j (w_ij + w_ji) (x_i - x_j)}</pre>
 *
 * <p>Time is that of the products, 3 n^2 d multiplications or half as many for unordered pairs, and the kernel's; memory is
 * O(block n + n d). Results are the same bits whatever the number of threads on the host. The pairs that {@link PairSpace}
 * calls near would lose their digits in the product: they enter the gradient by their differences.
 */
public final class PairPass {
    /** Elements of a block of distances: large enough for products at full speed, small beside the embeddings' network. */
    static final int BLOCK_ELEMENTS = 1 << 21;

    private final HostCall call;
    private final PairSpace space;
    private final PairKernel kernel;
    private final int n;
    private final double[][] gradients;
    private final double[][] weightSums;

    private PairPass(HostCall call, HostArray embeddings, PairKernel kernel) {
        this.call = call;
        this.space = PairSpace.of(call, embeddings);
        this.kernel = kernel;
        this.n = space.size();
        this.gradients = new double[kernel.groups()][n * space.dimension()];
        this.weightSums = new double[kernel.groups()][n];
    }

    /**
     * Runs a kernel over all pairs.
     *
     * @param call the engine's products
     * @param embeddings [n, d], n at least 1
     * @param kernel the loss
     * @return the derivative of each group's sum by the embeddings, [n d] row-major
     */
    public static double[][] run(HostCall call, HostArray embeddings, PairKernel kernel) {
        PairPass pass = new PairPass(call, embeddings, kernel);
        int blockRows = blockRows(pass.n);
        for (int first = 0; first < pass.n; first += blockRows) {
            pass.block(first, Math.min(pass.n, first + blockRows));
        }
        pass.addOwnRows();
        return pass.gradients;
    }

    /** @return the rows of a block of a batch of n */
    static int blockRows(int n) {
        return Math.max(1, Math.min(n, BLOCK_ELEMENTS / n));
    }

    /**
     * Predicts the memory of a pass.
     *
     * @param samples n
     * @param dimension d
     * @param groups the kernel's groups
     * @return bytes, in float32
     */
    public static long bytes(int samples, int dimension, int groups) {
        long block = (long) blockRows(samples) * samples * Float.BYTES * (1 + groups);
        // Rows and gradients in double; centered rows and a block's part of the gradient in float.
        long matrices = (long) samples * dimension * ((1 + groups) * Double.BYTES + 2 * Float.BYTES);
        return block + matrices;
    }

    private void block(int first, int last) {
        int from = kernel.unordered() ? first : 0;
        HostArray centered = space.centered();
        HostArray products = call.product(
                centered.factor(first, last), centered.factor(from, n).transpose());
        HostArray[] weights = new HostArray[kernel.groups()];
        weights[0] = products;
        for (int group = 1; group < weights.length; group++) {
            weights[group] = call.allocate(products.type(), products.rows(), products.columns());
        }
        NearPairs[] near = new NearPairs[last - first];
        // Rows of unordered pairs get shorter: small shares keep all threads busy to the end.
        Parallel.rows(call.threads(), last - first, 8, () -> {
            Rows rows = new Rows(first, from, weights);
            return row -> near[row] = rows.handle(row);
        });
        for (int group = 0; group < weights.length; group++) {
            addProducts(group, weights[group], first, last, from);
            call.release(weights[group]);
        }
        addNear(near, first);
    }

    /** Rows of one block, on one thread. */
    private final class Rows {
        private final int first;
        private final int from;
        private final HostArray.Rows[] weights;
        private final PairKernel.Worker worker = kernel.worker();
        private final double[] distances = new double[n];
        private final double[][] rowWeights = new double[kernel.groups()][n];
        private final int[] near = new int[n];

        Rows(int first, int from, HostArray[] weights) {
            this.first = first;
            this.from = from;
            this.weights = Arrays.stream(weights).map(HostArray::cursor).toArray(HostArray.Rows[]::new);
        }

        /** @return the row's near pairs, which are at 0 in the weights */
        NearPairs handle(int row) {
            int i = first + row;
            int start = kernel.unordered() ? i + 1 : 0;
            // Products are in the first group's array until its weights take their place.
            weights[0].read(row, distances, from);
            int nearOnes = space.squaredDistances(i, start, distances, near);
            for (double[] each : rowWeights) {
                Arrays.fill(each, from, n, 0);
            }
            worker.row(i, start, distances, rowWeights);
            NearPairs pairs = NearPairs.take(near, nearOnes, rowWeights);
            for (int group = 0; group < rowWeights.length; group++) {
                weightSums[group][i] += sumAsWritten(rowWeights[group], start);
                weights[group].write(row, rowWeights[group], from);
            }
            return pairs;
        }

        private double sumAsWritten(double[] values, int start) {
            double sum = 0;
            for (int j = start; j < n; j++) {
                sum += space.rounded(values[j]);
            }
            return sum;
        }
    }

    /** Takes from the gradient, in both directions, the weighted sums of the other rows. */
    private void addProducts(int group, HostArray weights, int first, int last, int from) {
        HostArray centered = space.centered();
        HostArray toRows = call.product(weights.factor(), centered.factor(from, n));
        subtractTwice(toRows, first, gradients[group]);
        call.release(toRows);
        HostArray toColumns = call.product(weights.factor().transpose(), centered.factor(first, last));
        subtractTwice(toColumns, from, gradients[group]);
        call.release(toColumns);
        addColumnSums(weights, from, weightSums[group]);
    }

    private void subtractTwice(HostArray products, int firstRow, double[] gradient) {
        int d = space.dimension();
        Parallel.rows(call.threads(), products.rows(), 64, () -> {
            HostArray.Rows rows = products.cursor();
            double[] row = new double[d];
            return i -> {
                rows.read(i, row, 0);
                int at = (firstRow + i) * d;
                for (int k = 0; k < d; k++) {
                    gradient[at + k] -= 2 * row[k];
                }
            };
        });
    }

    /** Each thread adds up some columns, row after row. */
    private void addColumnSums(HostArray weights, int from, double[] sums) {
        double[] row = new double[weights.columns()];
        HostArray.Rows rows = weights.cursor();
        for (int i = 0; i < weights.rows(); i++) {
            rows.read(i, row, 0);
            for (int j = 0; j < row.length; j++) {
                sums[from + j] += row[j];
            }
        }
    }

    /** Adds the near pairs' differences, each thread some coordinates of all pairs. */
    private void addNear(NearPairs[] near, int first) {
        if (Arrays.stream(near).allMatch(pairs -> pairs.count() == 0)) {
            return;
        }
        int d = space.dimension();
        int parts = Math.min(call.threads(), d);
        Parallel.rows(parts, parts, 1, () -> part -> {
            int fromCoordinate = part * d / parts;
            int toCoordinate = (part + 1) * d / parts;
            for (int row = 0; row < near.length; row++) {
                for (int group = 0; group < gradients.length; group++) {
                    NearPairs pairs = near[row];
                    for (int k = 0; k < pairs.count(); k++) {
                        double weight = pairs.weight(group, k);
                        if (weight != 0) {
                            space.addDifference(
                                    first + row,
                                    pairs.other(k),
                                    2 * weight,
                                    gradients[group],
                                    fromCoordinate,
                                    toCoordinate);
                        }
                    }
                }
            }
        });
    }

    private void addOwnRows() {
        int d = space.dimension();
        HostArray centered = space.centered();
        Parallel.rows(call.threads(), n, 64, () -> {
            HostArray.Rows rows = centered.cursor();
            double[] row = new double[d];
            IntConsumer add = i -> {
                rows.read(i, row, 0);
                for (int group = 0; group < gradients.length; group++) {
                    double twice = 2 * weightSums[group][i];
                    double[] gradient = gradients[group];
                    for (int k = 0; k < d; k++) {
                        gradient[i * d + k] += twice * row[k];
                    }
                }
            };
            return add;
        });
        call.release(centered);
    }
}
