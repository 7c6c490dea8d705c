package org.metricloss.core.anchor;

/**
 * Distance-weighted sampling of negatives (Wu, Manmatha, Smola, Kr&auml;henb&uuml;hl: Sampling Matters in Deep
 * Embedding Learning, ICCV 2017, section 3.2) for one thread. On the unit sphere in d dimensions the distance D of two
 * random points has the density {@code q(D) ~ D^(d-2) (1 - D^2/4)^((d-3)/2)}. A negative is drawn with a probability
 * proportional to {@code 1 / q(max(D, 0.5))}, and not at all if it is farther than 1.4. If all are farther, all are
 * equally likely. The two bounds are those of the authors' code.
 */
public final class DistanceWeights {
    private static final double NEAREST = 0.5;
    private static final double FARTHEST = 1.4;

    /** Times this, whatever is above 0 in the difference of two distances is above 1. */
    private static final double LARGE = 1e300;

    private final int dimension;
    private final double[] cumulated;
    private final double[] ratios;
    private int count;

    /**
     * Allocates scratch memory.
     *
     * @param references the largest number of negatives
     * @param dimension d, at least 1
     */
    public DistanceWeights(int references, int dimension) {
        this.dimension = dimension;
        cumulated = new double[references];
        ratios = new double[references];
    }

    /**
     * Prepares the draws of one anchor. With v = D^2 (1 - D^2/4), which grows up to D = 1.41, a weight is v^(-(d-3)/2) / D.
     * Weights are taken relative to that of the nearest negative, so that from d = 3 on the largest is about 1.
     *
     * @param distances D of the negatives, of embeddings of length 1, at the first places
     * @param newCount the number of negatives, at least one
     * @param nearest the least of these distances
     */
    public void set(double[] distances, int newCount, double nearest) {
        count = newCount;
        double within = Math.max(NEAREST, Math.min(FARTHEST, nearest));
        double square = within * within;
        ratios(distances, count, square * (1 - square / 4), ratios);
        inverses(distances, count, cumulated);
        if (dimension < 3) {
            for (int k = 0; k < count; k++) {
                cumulated[k] *= Math.pow(ratios[k], (dimension - 3) / 2.0);
            }
        } else {
            multiplyByPowers();
        }
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += cumulated[k];
            cumulated[k] = sum;
        }
        if (!(sum > 0)) {
            for (int k = 0; k < count; k++) {
                cumulated[k] = k + 1;
            }
        }
    }

    // Short loops without branches, which are compiled to vector operations.

    /** Computes (least v) / v. */
    private static void ratios(double[] distances, int count, double least, double[] ratios) {
        for (int k = 0; k < count; k++) {
            double distance = Math.max(NEAREST, Math.min(FARTHEST, distances[k]));
            double square = distance * distance;
            ratios[k] = least / (square * (1 - square * 0.25));
        }
    }

    /** Computes 1 / D, and 0 for a negative that is too far. */
    private static void inverses(double[] distances, int count, double[] inverses) {
        for (int k = 0; k < count; k++) {
            double near = Math.min(FARTHEST, distances[k]);
            double far = Math.min(1, (distances[k] - near) * LARGE);
            inverses[k] = (1 - far) / Math.max(NEAREST, near);
        }
    }

    /** Multiplies by the power (d - 3) / 2 of the ratios, by repeated squaring. */
    private void multiplyByPowers() {
        if ((dimension - 3) % 2 != 0) {
            for (int k = 0; k < count; k++) {
                cumulated[k] *= Math.sqrt(ratios[k]);
            }
        }
        for (int power = (dimension - 3) / 2; power > 0; power >>= 1) {
            if ((power & 1) != 0) {
                for (int k = 0; k < count; k++) {
                    cumulated[k] *= ratios[k];
                }
            }
            for (int k = 0; k < count; k++) {
                ratios[k] *= ratios[k];
            }
        }
    }

    /**
     * {@return the number of a negative, from 0}
     *
     * @param draw uniform in [0, 1)
     */
    public int draw(double draw) {
        double wanted = draw * cumulated[count - 1];
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] > wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
