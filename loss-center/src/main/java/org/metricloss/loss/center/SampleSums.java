package org.metricloss.loss.center;

import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.tensor.DataType;

/** What some samples add up to, taken one after the other by one thread, in the precision of the embeddings. */
abstract class SampleSums {
    private final int[] samples;
    private double squared;
    private double distances;
    private int active;

    private SampleSums(int classes) {
        samples = new int[classes];
    }

    /**
     * @param call holds embeddings, labels and centers, and as result 1 the gradient
     * @param factor times x - c is the gradient
     */
    static SampleSums of(HostCall call, double factor) {
        return call.argument(0).type() == DataType.FLOAT32
                ? new Single(call, (float) factor)
                : new Double(call, factor);
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

    private static final class Single extends SampleSums {
        private final HostArray embeddings;
        private final HostArray gradients;
        private final HostArray allCenters;
        private final float factor;
        private final float[] x;
        private final float[] squares;
        /** The rows of the classes that have been seen. */
        private final float[][] centers;

        private final float[][] sums;

        Single(HostCall call, float factor) {
            super(call.argument(2).rows());
            this.embeddings = call.argument(0);
            this.allCenters = call.argument(2);
            this.gradients = call.result(1);
            this.factor = factor;
            x = new float[allCenters.columns()];
            squares = new float[allCenters.columns()];
            centers = new float[allCenters.rows()][];
            sums = new float[allCenters.rows()][];
        }

        @Override
        double difference(int i, int j) {
            if (centers[j] == null) {
                centers[j] = new float[x.length];
                allCenters.readSingle(j, centers[j]);
                sums[j] = new float[x.length];
            }
            embeddings.readSingle(i, x);
            differences(x, centers[j], sums[j], squares, factor);
            gradients.writeSingle(i, x);
            return sum(squares);
        }

        /** One index for all arrays: a loop that is compiled to vector operations. */
        private static void differences(float[] x, float[] center, float[] sum, float[] squares, float factor) {
            for (int k = 0; k < x.length; k++) {
                float difference = x[k] - center[k];
                sum[k] += difference;
                squares[k] = difference * difference;
                x[k] = difference * factor;
            }
        }

        /** Halves are added to halves as long as that takes vector operations, which overwrites them. */
        private static double sum(float[] squares) {
            int length = squares.length;
            while (length >= 32 && length % 2 == 0) {
                length /= 2;
                fold(squares, length);
            }
            double even = 0;
            double odd = 0;
            int k = 0;
            for (; k + 2 <= length; k += 2) {
                even += squares[k];
                odd += squares[k + 1];
            }
            return even + odd + (k < length ? squares[k] : 0);
        }

        private static void fold(float[] values, int half) {
            for (int k = 0; k < half; k++) {
                values[k] += values[k + half];
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

    private static final class Double extends SampleSums {
        private final HostArray.Rows embeddings;
        private final HostArray.Rows gradients;
        private final HostArray.Rows centers;
        private final double factor;
        private final double[] x;
        private final double[] center;
        private final double[] sums;

        Double(HostCall call, double factor) {
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
