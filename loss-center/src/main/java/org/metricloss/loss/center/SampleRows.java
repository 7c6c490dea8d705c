package org.metricloss.loss.center;

import java.util.Arrays;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.tensor.DataType;

/** Samples of one class after the other, in the precision of the embeddings: for one thread. */
abstract class SampleRows {
    /** Rows of float that are added up before they go into a sum of double: so few that their rounding stays small. */
    private static final int ROWS_IN_SINGLE = 64;

    /**
     * Takes another class.
     *
     * @param row the center's row
     */
    abstract void center(int row);

    /**
     * Reads a sample x, writes its gradient factor (x - c) and adds x - c to the class's sum.
     *
     * @param row the sample's row
     * @return |x - c|^2
     */
    abstract double sample(int row);

    /**
     * Writes the sum of x - c over the samples of the class.
     *
     * @param row the class's row
     */
    abstract void writeSum(int row);

    static SampleRows of(HostArray embeddings, HostArray centers, HostArray gradients, HostArray sums, double factor) {
        return embeddings.type() == DataType.FLOAT32
                ? new Single(embeddings, centers, gradients, sums, (float) factor)
                : new Double(embeddings, centers, gradients, sums, factor);
    }

    private static final class Single extends SampleRows {
        private final HostArray embeddings;
        private final HostArray centers;
        private final HostArray gradients;
        private final HostArray.Rows sums;
        private final float factor;
        private final float[] x;
        private final float[] center;
        private final float[] recent;
        private final double[] sum;
        private int recentRows;

        Single(HostArray embeddings, HostArray centers, HostArray gradients, HostArray sums, float factor) {
            this.embeddings = embeddings;
            this.centers = centers;
            this.gradients = gradients;
            this.sums = sums.cursor();
            this.factor = factor;
            int d = embeddings.columns();
            x = new float[d];
            center = new float[d];
            recent = new float[d];
            sum = new double[d];
        }

        @Override
        void center(int row) {
            centers.readSingle(row, center);
            Arrays.fill(sum, 0);
        }

        @Override
        double sample(int row) {
            embeddings.readSingle(row, x);
            for (int k = 0; k < x.length; k++) {
                float difference = x[k] - center[k];
                recent[k] += difference;
                x[k] = difference;
            }
            double squared = squared(x);
            for (int k = 0; k < x.length; k++) {
                x[k] *= factor;
            }
            gradients.writeSingle(row, x);
            if (++recentRows == ROWS_IN_SINGLE) {
                takeRecent();
            }
            return squared;
        }

        /** Sums side by side: one addition need not wait for the other. */
        private static double squared(float[] x) {
            float sum0 = 0;
            float sum1 = 0;
            float sum2 = 0;
            float sum3 = 0;
            float sum4 = 0;
            float sum5 = 0;
            float sum6 = 0;
            float sum7 = 0;
            int k = 0;
            for (; k + 8 <= x.length; k += 8) {
                sum0 += x[k] * x[k];
                sum1 += x[k + 1] * x[k + 1];
                sum2 += x[k + 2] * x[k + 2];
                sum3 += x[k + 3] * x[k + 3];
                sum4 += x[k + 4] * x[k + 4];
                sum5 += x[k + 5] * x[k + 5];
                sum6 += x[k + 6] * x[k + 6];
                sum7 += x[k + 7] * x[k + 7];
            }
            for (; k < x.length; k++) {
                sum0 += x[k] * x[k];
            }
            return (double) ((sum0 + sum1) + (sum2 + sum3)) + ((sum4 + sum5) + (sum6 + sum7));
        }

        private void takeRecent() {
            for (int k = 0; k < sum.length; k++) {
                sum[k] += recent[k];
                recent[k] = 0;
            }
            recentRows = 0;
        }

        @Override
        void writeSum(int row) {
            takeRecent();
            sums.write(row, sum, 0);
        }
    }

    private static final class Double extends SampleRows {
        private final HostArray.Rows embeddings;
        private final HostArray.Rows centers;
        private final HostArray.Rows gradients;
        private final HostArray.Rows sums;
        private final double factor;
        private final double[] x;
        private final double[] center;
        private final double[] sum;

        Double(HostArray embeddings, HostArray centers, HostArray gradients, HostArray sums, double factor) {
            this.embeddings = embeddings.cursor();
            this.centers = centers.cursor();
            this.gradients = gradients.cursor();
            this.sums = sums.cursor();
            this.factor = factor;
            int d = embeddings.columns();
            x = new double[d];
            center = new double[d];
            sum = new double[d];
        }

        @Override
        void center(int row) {
            centers.read(row, center, 0);
            Arrays.fill(sum, 0);
        }

        @Override
        double sample(int row) {
            embeddings.read(row, x, 0);
            double squared = 0;
            for (int k = 0; k < x.length; k++) {
                double difference = x[k] - center[k];
                sum[k] += difference;
                squared += difference * difference;
                x[k] = difference * factor;
            }
            gradients.write(row, x, 0);
            return squared;
        }

        @Override
        void writeSum(int row) {
            sums.write(row, sum, 0);
        }
    }
}
