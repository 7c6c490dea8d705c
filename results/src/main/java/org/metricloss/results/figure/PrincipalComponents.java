package org.metricloss.results.figure;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.stat.correlation.Covariance;

/**
 * The plane in which samples vary most: their mean and the eigenvectors of their covariance with the two largest
 * eigenvalues. The sign of an eigenvector is chosen so that its component of largest magnitude is positive.
 */
public final class PrincipalComponents {
    /** How many components a figure has. */
    private static final int AXES = 2;

    /** With more columns, computing all eigenvectors takes minutes. */
    private static final int MOST_DECOMPOSED = 512;

    private final double[] mean;
    private final double[][] axes;
    private final double[] shares;

    private PrincipalComponents(double[] mean, double[][] axes, double[] shares) {
        this.mean = mean;
        this.axes = axes;
        this.shares = shares;
    }

    /**
     * {@return the plane of the first two principal components of samples}
     *
     * @param samples [n, d], n at least 2 and d at least 2, finite
     * @throws IllegalArgumentException if there are too few samples or columns
     */
    public static PrincipalComponents of(double[][] samples) {
        if (samples.length < 2 || samples[0].length < AXES) {
            throw new IllegalArgumentException("principal components need at least 2 samples and 2 columns, got "
                    + samples.length + " and " + (samples.length == 0 ? 0 : samples[0].length));
        }
        int d = samples[0].length;
        double[] mean = new double[d];
        for (double[] sample : samples) {
            for (int j = 0; j < d; j++) {
                mean[j] += sample[j] / samples.length;
            }
        }
        return d <= MOST_DECOMPOSED ? decomposed(samples, mean) : iterated(samples, mean);
    }

    private static PrincipalComponents decomposed(double[][] samples, double[] mean) {
        EigenDecomposition eigen =
                new EigenDecomposition(new Covariance(new Array2DRowRealMatrix(samples, false)).getCovarianceMatrix());
        double total = 0;
        for (double value : eigen.getRealEigenvalues()) {
            total += Math.max(0, value);
        }
        double[][] axes = new double[AXES][];
        double[] variances = new double[AXES];
        for (int a = 0; a < AXES; a++) {
            // Eigenvalues of a symmetric matrix come in descending order.
            axes[a] = eigen.getEigenvector(a).toArray();
            variances[a] = Math.max(0, eigen.getRealEigenvalue(a));
        }
        return of(mean, new LeadingAxes(axes, variances), total);
    }

    private static PrincipalComponents iterated(double[][] samples, double[] mean) {
        double[][] centred = new double[samples.length][mean.length];
        double total = 0;
        for (int i = 0; i < samples.length; i++) {
            for (int j = 0; j < mean.length; j++) {
                centred[i][j] = samples[i][j] - mean[j];
                total += centred[i][j] * centred[i][j] / (samples.length - 1);
            }
        }
        return of(mean, LeadingAxes.of(centred, AXES), total);
    }

    private static PrincipalComponents of(double[] mean, LeadingAxes leading, double total) {
        double[] shares = new double[AXES];
        for (int a = 0; a < AXES; a++) {
            orient(leading.axes()[a]);
            shares[a] = total > 0 ? leading.variances()[a] / total : 0;
        }
        return new PrincipalComponents(mean, leading.axes(), shares);
    }

    /**
     * {@return the coordinates of a point along the two components, relative to the samples' mean}
     *
     * @param point [d]
     */
    public double[] project(double[] point) {
        double[] projected = new double[AXES];
        for (int a = 0; a < AXES; a++) {
            for (int j = 0; j < mean.length; j++) {
                projected[a] += (point[j] - mean[j]) * axes[a][j];
            }
        }
        return projected;
    }

    /**
     * {@return the share of the samples' variance along an axis, in [0, 1]; 0 if the samples do not vary}
     *
     * @param axis 0 or 1
     */
    public double varianceShare(int axis) {
        return shares[axis];
    }

    private static void orient(double[] axis) {
        int largest = 0;
        for (int j = 1; j < axis.length; j++) {
            if (Math.abs(axis[j]) > Math.abs(axis[largest])) {
                largest = j;
            }
        }
        if (axis[largest] < 0) {
            for (int j = 0; j < axis.length; j++) {
                axis[j] = -axis[j];
            }
        }
    }
}
