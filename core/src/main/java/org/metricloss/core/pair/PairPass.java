package org.metricloss.core.pair;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;

/**
 * Processes all pairs of a batch [n, d], or all pairs of a sample of a batch [m, d] and one of constant references
 * [n, d], in blocks of rows. The distances of a block come from one matrix product, the
 * {@link PairKernel} of the loss handles each of its rows, and further products turn the weights w of the kernel into
 * the gradient of the embeddings,
 *
 * <pre>{@code dL/dx_i = 2 sum_j (w_ij + w_ji) (x_i - x_j)}</pre>
 *
 * and with references y of {@code 2 sum_j w_ij (x_i - y_j)}, which takes two products.
 *
 * <p>The products of a batch alone take 2 n^2 d multiplications if one block holds all rows, otherwise 3 n^2 d, and
 * half as many for unordered pairs; the time of the kernel comes on top. One block of distances is in use at a time,
 * O(block n + n d); see {@link #arrays}. Results are bitwise the same for any number of threads on the host. The pairs
 * that {@link PairSpace} calls near would lose digits in the product, so their gradient is computed from differences.
 */
public final class PairPass {
    /** Elements of a block of distances: large enough for products at full speed, small compared with the network. */
    static final int BLOCK_ELEMENTS = 1 << 21;

    private static final int COLUMN_SUM_PARTS = 4;

    private final HostCall call;
    private final PairSpace space;
    /** The same space, or that of the references. */
    private final PairSpace others;

    private final PairKernel kernel;
    private final int m;
    private final int n;
    private final double[][] gradients;
    private final double[][] weightSums;
    private final NearGradients nearGradients;
    /** Whether one block holds all pairs of a batch alone. */
    private final boolean whole;

    private PairPass(HostCall call, PairSpace space, PairSpace others, PairKernel kernel) {
        this.call = call;
        this.space = space;
        this.others = others;
        this.kernel = kernel;
        this.m = space.size();
        this.n = others.size();
        this.gradients = new double[kernel.groups()][m * space.dimension()];
        this.weightSums = new double[kernel.groups()][m];
        this.nearGradients = new NearGradients(call, space, others, kernel.groups());
        this.whole = others == space && blockRows(m, n) == n;
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
        PairSpace space = PairSpace.of(call, embeddings);
        return new PairPass(call, space, space, kernel).run();
    }

    /**
     * Runs a kernel over all pairs (i, j) of a row of a batch and a row of the references, which are constant.
     *
     * @param call the engine's products
     * @param embeddings [m, d], m at least 1
     * @param references [n, d], of the same type, n at least 1
     * @param kernel the loss, of ordered pairs
     * @return the derivative of each group's sum by the embeddings, [m d] row-major
     */
    public static double[][] run(HostCall call, HostArray embeddings, HostArray references, PairKernel kernel) {
        PairSpace space = PairSpace.of(call, embeddings);
        PairSpace others = space.beside(call, references);
        double[][] gradients = new PairPass(call, space, others, kernel).run();
        call.release(others.centered());
        return gradients;
    }

    private double[][] run() {
        int blockRows = blockRows(m, n);
        for (int first = 0; first < m; first += blockRows) {
            block(first, Math.min(m, first + blockRows));
        }
        addOwnRows();
        return gradients;
    }

    /** {@return the rows of a block of m rows of n distances} */
    static int blockRows(int m, int n) {
        return Math.max(1, Math.min(m, BLOCK_ELEMENTS / n));
    }

    /**
     * Predicts the arrays of a pass and of its gradient. Near pairs are not predicted: each takes 4 + 8 groups bytes
     * while its block is processed, and all of them up to four sums [n, d] for each group.
     *
     * @param samples n
     * @param dimension d
     * @param groups the kernel's groups
     * @param unordered whether its pairs are unordered; then each block is smaller than the one before and fits into
     *     its place
     * @return the arrays
     */
    public static HeldArrays arrays(int samples, int dimension, int groups, boolean unordered) {
        int blockRows = blockRows(samples, samples);
        int blocks = unordered ? 1 : (samples + blockRows - 1) / blockRows;
        // The rows and the centered rows; for a gradient also the sorted rows, the gradient of a block, the result,
        // two copies in the backward pass, and the gradient in double.
        return HeldArrays.none()
                .blocks(blocks, Math.max(1, groups), blockRows, samples)
                .onHost(groups == 0 ? 2 : 7, samples, dimension)
                .onHostWide(groups, samples, dimension);
    }

    /**
     * Predicts the arrays of a pass over references and of its gradient, near pairs aside.
     *
     * @param samples m
     * @param references n
     * @param dimension d
     * @param groups the kernel's groups
     * @return the arrays
     */
    public static HeldArrays arrays(int samples, int references, int dimension, int groups) {
        int blockRows = blockRows(samples, references);
        int blocks = (samples + blockRows - 1) / blockRows;
        return HeldArrays.none()
                .blocks(blocks, Math.max(1, groups), blockRows, references)
                .onHost(groups == 0 ? 2 : 7, samples, dimension)
                // The references sorted, as rows, and centered.
                .onHost(3, references, dimension)
                .onHostWide(groups, samples, dimension);
    }

    private void block(int first, int last) {
        int from = kernel.unordered() ? first : 0;
        HostArray products = call.product(
                space.centered().factor(first, last),
                others.centered().factor(from, n).transpose());
        HostArray[] weights = new HostArray[kernel.groups()];
        int lastGroup = kernel.groups() - 1;
        // The weights of the last group overwrite the products of the same row.
        Arrays.setAll(weights, group -> group == lastGroup ? products : weights(group, first, last, from));
        NearPairs[] near = new NearPairs[last - first];
        // Rows of unordered pairs get shorter: small portions keep all threads busy to the end.
        Parallel.rows(call.threads(), last - first, 8, () -> {
            Rows rows = new Rows(first, from, products, weights);
            return row -> near[row] = rows.handle(row);
        });
        for (int group = 0; group < weights.length; group++) {
            addProducts(group, weights[group], first, last, from);
            if (group < lastGroup) {
                call.release(weights[group]);
            }
        }
        call.release(products);
        nearGradients.add(near, first);
    }

    private HostArray weights(int group, int first, int last, int from) {
        int columns = whole ? n : Math.max(1, kernel.columns(group, last, n) - from);
        return call.allocate(space.centered().type(), last - first, columns);
    }

    /** {@return a buffer of the type of the embeddings} */
    private Row row(int length) {
        return new Row(space.centered().type(), length);
    }

    /** Rows of one block, on one thread. */
    private final class Rows {
        private final int first;
        private final int from;
        private final HostArray products;
        private final HostArray[] weights;
        private final PairKernel.Worker worker = kernel.worker();
        private final Row distances = row(n);
        private final Row[] rowWeights = new Row[kernel.groups()];
        private final int[] near = new int[n];
        private final Row scratch = row(space.dimension());

        Rows(int first, int from, HostArray products, HostArray[] weights) {
            this.first = first;
            this.from = from;
            this.products = products;
            this.weights = weights;
            Arrays.setAll(rowWeights, group -> row(n));
        }

        /** {@return the near pairs of the row, whose weights are set to 0} */
        NearPairs handle(int row) {
            int i = first + row;
            int start = kernel.unordered() ? i + 1 : 0;
            products.read(row, distances, from);
            int nearOnes = space.squaredDistances(i, others, start, distances, near, scratch);
            for (Row each : rowWeights) {
                each.clear(from, n);
            }
            worker.row(i, start, distances, rowWeights);
            NearPairs pairs = NearPairs.take(near, nearOnes, rowWeights);
            for (int group = 0; group < rowWeights.length; group++) {
                if (!whole) {
                    weightSums[group][i] += rowWeights[group].sum(start, from + weights[group].columns());
                }
                weights[group].write(row, rowWeights[group], from);
            }
            return pairs;
        }
    }

    /** Subtracts the weighted sums of the other rows from the gradient, in both directions unless others are constant. */
    private void addProducts(int group, HostArray weights, int first, int last, int from) {
        int to = from + weights.columns();
        if (whole) {
            SymmetricSum.replace(call, weights);
            sumRows(weights, weightSums[group]);
        } else if (others == space) {
            HostArray toColumns =
                    call.product(weights.factor().transpose(), space.centered().factor(first, last));
            subtractTwice(toColumns, from, gradients[group]);
            call.release(toColumns);
            addColumnSums(weights, from, weightSums[group]);
        }
        HostArray toRows = call.product(weights.factor(), others.centered().factor(from, to));
        subtractTwice(toRows, first, gradients[group]);
        call.release(toRows);
    }

    private void sumRows(HostArray weights, double[] sums) {
        Parallel.rows(call.threads(), n, Parallel.grain(n), () -> {
            Row row = row(n);
            return i -> {
                weights.read(i, row, 0);
                sums[i] = row.sum(0, n);
            };
        });
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

    /**
     * Adds up several parts of the rows in parallel and then the parts. The parts depend on the block and not on the
     * machine.
     */
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

    private void addOwnRows() {
        int d = space.dimension();
        HostArray centered = space.centered();
        Parallel.rows(call.threads(), m, Parallel.grain(d), () -> {
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
                    nearGradients.addTo(gradient, group, i);
                }
            };
            return add;
        });
        call.release(centered);
    }
}
