package org.metricloss.loss.center;

import java.util.function.Supplier;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Row;
import org.metricloss.core.host.Sums;

/** Sums over some samples, which one thread adds one after the other in the precision of the embeddings. */
abstract class SampleSums {
    private final int[] samples;
    private double squared;
    private double distances;
    private int active;

    private SampleSums(int classes) {
        samples = new int[classes];
    }

    /**
     * {@return a supplier of the sums of one part of the samples}
     *
     * @param call holds embeddings, labels and centers, and as result 1 the gradient
     * @param labels the labels
     * @param factor times x - c is the gradient
     */
    static Supplier<SampleSums> parts(HostCall call, int[] labels, double factor) {
        if (call.argument(0).type() != DataType.FLOAT32) {
            return () -> new DoublePrecision(call, factor);
        }
        float[][] centers = ofLabels(labels, call.argument(2));
        return () -> new SinglePrecision(call, centers, (float) factor);
    }

    /** {@return the rows of the classes that are among the labels} */
    private static float[][] ofLabels(int[] labels, HostArray centers) {
        float[][] rows = new float[centers.rows()][];
        for (int label : labels) {
            if (rows[label] == null) {
                Row row = new Row(DataType.FLOAT32, centers.columns());
                centers.read(label, row, 0);
                rows[label] = row.singles();
            }
        }
        return rows;
    }

    /**
     * Adds a sample x and writes its gradient.
     *
     * @param i its row
     * @param j its class
     */
    final void add(int i, int j) {
        double square = difference(i, j);
        samples[j]++;
        squared += square;
        distances += Math.sqrt(square);
        active += square > 0 ? 1 : 0;
    }

    /**
     * Adds x - c to the class's sum and writes the gradient.
     *
     * @return |x - c|^2
     */
    abstract double difference(int i, int j);

    /**
     * Adds the sum of x - c over the samples of a class to a row.
     *
     * @param j the class
     * @param row d numbers, added to
     */
    abstract void addTo(int j, double[] row);

    final int samples(int j) {
        return samples[j];
    }

    final double squared() {
        return squared;
    }

    final double distances() {
        return distances;
    }

    final int active() {
        return active;
    }

    private static final class SinglePrecision extends SampleSums {
        private final HostArray embeddings;
        private final HostArray gradients;
        private final float factor;
        private final Row x;
        private final float[] squares;
        /**
         * One copy for all threads: together with their sums it should stay in the cache during the pass over the
         * embeddings.
         */
        private final float[][] centers;

        private final float[][] sums;

        SinglePrecision(HostCall call, float[][] centers, float factor) {
            super(centers.length);
            this.embeddings = call.argument(0);
            this.gradients = call.result(1);
            this.centers = centers;
            this.factor = factor;
            x = new Row(DataType.FLOAT32, embeddings.columns());
            squares = new float[embeddings.columns()];
            sums = new float[centers.length][];
        }

        @Override
        double difference(int i, int j) {
            if (sums[j] == null) {
                sums[j] = new float[embeddings.columns()];
            }
            embeddings.read(i, x, 0);
            differences(x.singles(), centers[j], sums[j], squares, factor);
            gradients.write(i, x, 0);
            return Sums.inFloat(squares);
        }

        /** One index for all arrays, so that the loop is compiled to vector operations. */
        private static void differences(float[] x, float[] center, float[] sum, float[] squares, float factor) {
            for (int k = 0; k < x.length; k++) {
                float difference = x[k] - center[k];
                sum[k] += difference;
                squares[k] = difference * difference;
                x[k] = difference * factor;
            }
        }

        @Override
        void addTo(int j, double[] row) {
            if (sums[j] != null) {
                for (int k = 0; k < row.length; k++) {
                    row[k] += sums[j][k];
                }
            }
        }
    }

    private static final class DoublePrecision extends SampleSums {
        private final HostArray.Rows embeddings;
        private final HostArray.Rows gradients;
        private final HostArray.Rows centers;
        private final double factor;
        private final double[] x;
        private final double[] center;
        private final double[] sums;

        DoublePrecision(HostCall call, double factor) {
            super(call.argument(2).rows());
            this.embeddings = call.argument(0).cursor();
            this.centers = call.argument(2).cursor();
            this.gradients = call.result(1).cursor();
            this.factor = factor;
            int d = call.argument(2).columns();
            x = new double[d];
            center = new double[d];
            sums = new double[call.argument(2).rows() * d];
        }

        @Override
        double difference(int i, int j) {
            embeddings.read(i, x, 0);
            centers.read(j, center, 0);
            double squared = 0;
            for (int k = 0; k < x.length; k++) {
                double difference = x[k] - center[k];
                sums[j * x.length + k] += difference;
                squared += difference * difference;
                x[k] = difference * factor;
            }
            gradients.write(i, x, 0);
            return squared;
        }

        @Override
        void addTo(int j, double[] row) {
            for (int k = 0; k < row.length; k++) {
                row[k] += sums[j * row.length + k];
            }
        }
    }
}
