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
 * <p>Time is the kernel's and that of the products: 2 n^2 d multiplications where one block holds all rows, else 3 n^2 d, or half
 * as many for unordered pairs. Memory is O(block n + n d). Results are the same bits whatever the number of threads on the host. The pairs that {@link PairSpace}
 * calls near would lose their digits in the product: they enter the gradient by their differences.
 */
public final class PairPass {
    /** Elements of a block of distances: large enough for products at full speed, small beside the embeddings' network. */
    static final int BLOCK_ELEMENTS = 1 << 21;

    private static final int COLUMN_SUM_PARTS = 4;
    private static final int STRIP = 8;

    private final HostCall call;
    private final PairSpace space;
    private final PairKernel kernel;
    private final int n;
    private final double[][] gradients;
    private final double[][] weightSums;
    /** The weights [n, n] of each group where one block holds all rows, else null. */
    private final double[][] whole;

    private PairPass(HostCall call, HostArray embeddings, PairKernel kernel) {
        this.call = call;
        this.space = PairSpace.of(call, embeddings);
        this.kernel = kernel;
        this.n = space.size();
        this.gradients = new double[kernel.groups()][n * space.dimension()];
        this.weightSums = new double[kernel.groups()][n];
        this.whole = blockRows(n) == n ? new double[kernel.groups()][n * n] : null;
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
        long elements = (long) blockRows(samples) * samples;
        long block = elements * Float.BYTES * Math.max(1, groups)
                + (blockRows(samples) == samples ? elements * Double.BYTES * groups : 0);
        // Rows and gradients in double; shifted rows and a block's part of the gradient in float.
        long matrices = (long) samples * dimension * ((1 + groups) * Double.BYTES + 2 * Float.BYTES);
        return block + matrices;
    }

    private void block(int first, int last) {
        int from = kernel.unordered() ? first : 0;
        HostArray centered = space.centered();
        HostArray products = call.product(
                centered.factor(first, last), centered.factor(from, n).transpose());
        HostArray[] weights = new HostArray[kernel.groups()];
        // Each row's weights of the first group take the place of its products.
        Arrays.setAll(
                weights,
                group -> group == 0 ? products : call.allocate(products.type(), products.rows(), products.columns()));
        NearPairs[] near = new NearPairs[last - first];
        // Rows of unordered pairs get shorter: small shares keep all threads busy to the end.
        Parallel.rows(call.threads(), last - first, 8, () -> {
            Rows rows = new Rows(first, from, products, weights);
            return row -> near[row] = rows.handle(row);
        });
        for (int group = 0; group < weights.length; group++) {
            addProducts(group, weights[group], first, last, from);
            if (group > 0) {
                call.release(weights[group]);
            }
        }
        call.release(products);
        addNear(near, first);
    }

    /** Rows of one block, on one thread. */
    private final class Rows {
        private final int first;
        private final int from;
        private final HostArray.Rows products;
        private final HostArray.Rows[] weights;
        private final PairKernel.Worker worker = kernel.worker();
        private final double[] distances = new double[n];
        private final double[][] rowWeights = new double[kernel.groups()][n];
        private final int[] near = new int[n];

        Rows(int first, int from, HostArray products, HostArray[] weights) {
            this.first = first;
            this.from = from;
            this.products = products.cursor();
            this.weights = Arrays.stream(weights).map(HostArray::cursor).toArray(HostArray.Rows[]::new);
        }

        /** @return the row's near pairs, which are at 0 in the weights */
        NearPairs handle(int row) {
            int i = first + row;
            int start = kernel.unordered() ? i + 1 : 0;
            products.read(row, distances, from);
            int nearOnes = space.squaredDistances(i, start, distances, near);
            for (double[] each : rowWeights) {
                Arrays.fill(each, from, n, 0);
            }
            worker.row(i, start, distances, rowWeights);
            NearPairs pairs = NearPairs.take(near, nearOnes, rowWeights);
            for (int group = 0; group < rowWeights.length; group++) {
                if (whole != null) {
                    System.arraycopy(rowWeights[group], start, whole[group], i * n + start, n - start);
                } else {
                    weightSums[group][i] += sumAsWritten(rowWeights[group], start);
                    weights[group].write(row, rowWeights[group], from);
                }
            }
            return pairs;
        }
    }

    /** Takes from the gradient, in both directions, the weighted sums of the other rows. */
    private void addProducts(int group, HostArray weights, int first, int last, int from) {
        HostArray centered = space.centered();
        if (whole != null) {
            writeBothDirections(whole[group], weights, weightSums[group]);
        } else {
            HostArray toColumns = call.product(weights.factor().transpose(), centered.factor(first, last));
            subtractTwice(toColumns, from, gradients[group]);
            call.release(toColumns);
            addColumnSums(weights, from, weightSums[group]);
        }
        HostArray toRows = call.product(weights.factor(), centered.factor(from, n));
        subtractTwice(toRows, first, gradients[group]);
        call.release(toRows);
    }

    /** Writes w_ij + w_ji, and sums it by row: one product of this symmetric matrix holds both directions. */
    private void writeBothDirections(double[] oneDirection, HostArray weights, double[] sums) {
        // Columns of a few rows at a time are neighbours in memory.
        int strips = (n + STRIP - 1) / STRIP;
        Parallel.rows(call.threads(), strips, Parallel.grain(n * STRIP), () -> {
            HostArray.Rows rows = weights.cursor();
            double[][] both = new double[STRIP][n];
            return strip -> {
                int first = strip * STRIP;
                int count = Math.min(STRIP, n - first);
                for (int r = 0; r < count; r++) {
                    System.arraycopy(oneDirection, (first + r) * n, both[r], 0, n);
                }
                for (int j = 0; j < n; j++) {
                    for (int r = 0; r < count; r++) {
                        both[r][j] += oneDirection[j * n + first + r];
                    }
                }
                for (int r = 0; r < count; r++) {
                    sums[first + r] = sumAsWritten(both[r], 0);
                    rows.write(first + r, both[r], 0);
                }
            };
        });
    }

    private double sumAsWritten(double[] values, int start) {
        // Four sums side by side: one addition need not wait for the other.
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int j = start;
        for (; j + 4 <= n; j += 4) {
            sum0 += space.rounded(values[j]);
            sum1 += space.rounded(values[j + 1]);
            sum2 += space.rounded(values[j + 2]);
            sum3 += space.rounded(values[j + 3]);
        }
        for (; j < n; j++) {
            sum0 += space.rounded(values[j]);
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    private void subtractTwice(HostArray products, int firstRow, double[] gradient) {
        int d = space.dimension();
        Parallel.rows(call.threads(), products.rows(), Parallel.grain(d), () -> {
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

    /** Parts of the rows are added up side by side, then together: parts of the block, not of the machine. */
    private void addColumnSums(HostArray weights, int from, double[] sums) {
        int columns = weights.columns();
        int parts = Math.min(COLUMN_SUM_PARTS, weights.rows());
        double[][] partial = new double[parts][columns];
        Parallel.rows(call.threads(), parts, Parallel.grain(columns * weights.rows() / parts), () -> {
            HostArray.Rows rows = weights.cursor();
            double[] row = new double[columns];
            return part -> {
                double[] sum = partial[part];
                for (int i = part * weights.rows() / parts; i < (part + 1) * weights.rows() / parts; i++) {
                    rows.read(i, row, 0);
                    for (int j = 0; j < columns; j++) {
                        sum[j] += row[j];
                    }
                }
            };
        });
        for (double[] sum : partial) {
            for (int j = 0; j < columns; j++) {
                sums[from + j] += sum[j];
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
        Parallel.rows(call.threads(), n, Parallel.grain(d), () -> {
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
