package org.metricloss.results.figure;

import java.util.SplittableRandom;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/**
 * The eigenvectors of the largest eigenvalues of a covariance, by subspace iteration (Golub and Van Loan, Matrix Computations,
 * section 8.2.4). It takes time in proportion to the number of columns, while all eigenvectors take the third power.
 *
 * @param axes [count][d], orthonormal, in descending order of their variance; zeros where the samples do not vary
 * @param variances [count], at least 0
 */
record LeadingAxes(double[][] axes, double[] variances) {
    /** More vectors than axes, so that the iteration converges by the ratio of eigenvalues that are further apart. */
    private static final int VECTORS = 12;

    private static final int MOST_ROUNDS = 100;
    private static final double TOLERANCE = 1e-10;
    private static final double SMALLEST_NORM = 1e-12;

    /**
     * {@return the leading axes}
     *
     * @param centred samples [n, d] whose mean is 0, n at least 2
     * @param count how many axes, at most n and d
     */
    static LeadingAxes of(double[][] centred, int count) {
        int d = centred[0].length;
        double[][] basis = new double[Math.max(count, Math.min(VECTORS, Math.min(centred.length, d)))][d];
        SplittableRandom random = new SplittableRandom(1);
        for (double[] vector : basis) {
            for (int j = 0; j < d; j++) {
                vector[j] = random.nextDouble() - 0.5;
            }
        }
        orthonormalise(basis);
        double[] before = new double[count];
        for (int round = 0; ; round++) {
            double[][] images = images(centred, basis);
            EigenDecomposition ritz = ritz(basis, images);
            double[] values = new double[count];
            boolean settled = true;
            for (int a = 0; a < count; a++) {
                values[a] = Math.max(0, ritz.getRealEigenvalue(a));
                settled &= Math.abs(values[a] - before[a]) <= TOLERANCE * values[0];
            }
            if (settled || round == MOST_ROUNDS) {
                double[][] axes = combined(ritz, basis, count);
                for (int a = 0; a < count; a++) {
                    values[a] /= centred.length - 1.0;
                }
                return new LeadingAxes(axes, values);
            }
            before = values;
            basis = combined(ritz, images, basis.length);
            orthonormalise(basis);
        }
    }

    /** {@return the vectors multiplied by the samples and by their transpose} */
    private static double[][] images(double[][] centred, double[][] basis) {
        double[][] images = new double[basis.length][basis[0].length];
        for (double[] sample : centred) {
            for (int v = 0; v < basis.length; v++) {
                addTo(images[v], sample, dot(sample, basis[v]));
            }
        }
        return images;
    }

    private static EigenDecomposition ritz(double[][] basis, double[][] images) {
        double[][] products = new double[basis.length][basis.length];
        for (int i = 0; i < basis.length; i++) {
            for (int j = 0; j <= i; j++) {
                products[i][j] = dot(basis[i], images[j]);
                products[j][i] = products[i][j];
            }
        }
        return new EigenDecomposition(new Array2DRowRealMatrix(products, false));
    }

    /** {@return combinations of vectors, in descending order of eigenvalues} */
    private static double[][] combined(EigenDecomposition ritz, double[][] vectors, int count) {
        double[][] combined = new double[count][vectors[0].length];
        for (int a = 0; a < count; a++) {
            double[] factors = ritz.getEigenvector(a).toArray();
            for (int v = 0; v < vectors.length; v++) {
                addTo(combined[a], vectors[v], factors[v]);
            }
        }
        return combined;
    }

    /** Gram and Schmidt's process, twice because of rounding. A vector that depends on those before it becomes 0. */
    private static void orthonormalise(double[][] vectors) {
        for (int i = 0; i < vectors.length; i++) {
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int twice = 0; twice < 2; twice++) {
                for (int j = 0; j < i; j++) {
                    addTo(vectors[i], vectors[j], -dot(vectors[i], vectors[j]));
                }
            }
            double left = Math.sqrt(dot(vectors[i], vectors[i]));
            double factor = left > SMALLEST_NORM * norm ? 1 / left : 0;
            for (int k = 0; k < vectors[i].length; k++) {
                vectors[i][k] *= factor;
            }
        }
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int k = 0; k < one.length; k++) {
            sum += one[k] * other[k];
        }
        return sum;
    }

    private static void addTo(double[] sum, double[] vector, double factor) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += factor * vector[k];
        }
    }
}
