package org.metricloss.loss.contrastive;

import java.util.stream.IntStream;
import org.metricloss.core.contract.PlainBatch;

/**
 * The distances and labels of a batch for naive loops.
 *
 * @param labels the label of each sample
 * @param distances the Euclidean distance of each pair of samples
 */
record PlainPairs(int[] labels, double[][] distances) {
    static PlainPairs of(PlainBatch batch, boolean normalize) {
        int m = batch.samples();
        double[][] x = new double[m][];
        for (int i = 0; i < m; i++) {
            x[i] = batch.embeddings()[i].clone();
            double length = Math.max(1e-12, Math.sqrt(product(x[i], x[i])));
            for (int k = 0; normalize && k < x[i].length; k++) {
                x[i][k] /= length;
            }
        }
        double[][] distances = new double[m][m];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < m; j++) {
                double squares = 0;
                for (int k = 0; k < x[i].length; k++) {
                    squares += (x[i][k] - x[j][k]) * (x[i][k] - x[j][k]);
                }
                distances[i][j] = Math.sqrt(squares);
            }
        }
        return new PlainPairs(batch.labels(), distances);
    }

    static double product(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    int samples() {
        return labels.length;
    }

    double distance(int i, int j) {
        return distances[i][j];
    }

    /** {@return the cosine of rows of length 1; a row of zeros counts as at distance 1 from them} */
    double cosine(int i, int j) {
        return 1 - distances[i][j] * distances[i][j] / 2;
    }

    int[] positives(int anchor) {
        return IntStream.range(0, samples())
                .filter(j -> j != anchor && labels[j] == labels[anchor])
                .toArray();
    }

    int[] negatives(int anchor) {
        return IntStream.range(0, samples())
                .filter(j -> labels[j] != labels[anchor])
                .toArray();
    }
}
