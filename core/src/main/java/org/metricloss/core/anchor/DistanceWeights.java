package org.metricloss.core.anchor;

import org.metricloss.core.host.Row;

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

    private final int dimension;
    private final int[] places;
    private final double[] cumulated;
    private final double[] bases;
    private int count;

    /**
     * Allocates scratch memory.
     *
     * @param references the largest number of negatives
     * @param dimension d, at least 1
     */
    public DistanceWeights(int references, int dimension) {
        this.dimension = dimension;
        places = new int[references];
        cumulated = new double[references];
        bases = new double[references];
    }

    /**
     * Prepares the draws of one anchor.
     *
     * @param distances D at the places of the negatives, of embeddings of length 1
     * @param negatives the negatives, at least one
     */
    public void set(Row distances, Places negatives) {
        count = 0;
        add(distances, negatives.from(), negatives.to());
        add(distances, negatives.secondFrom(), negatives.secondTo());
        weigh();
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

    private void add(Row distances, int from, int to) {
        for (int j = from; j < to; j++) {
            places[count] = j;
            bases[count++] = distances.get(j);
        }
    }

    /**
     * Sets the weights, of which from d = 3 on the largest is about 1, and below that all are finite. With v = D^2 (1 - D^2/4) a weight is v^(-(d-3)/2) / D, which is
     * the power d - 3 of the root of (least v) / v, over D.
     */
    private void weigh() {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            double distance = Math.max(NEAREST, Math.min(FARTHEST, bases[k]));
            double square = distance * distance;
            double v = square * (1 - square / 4);
            cumulated[k] = bases[k] <= FARTHEST ? 1 / distance : 0;
            bases[k] = v;
            least = Math.min(least, v);
        }
        for (int k = 0; k < count; k++) {
            bases[k] = Math.sqrt(least / bases[k]);
        }
        if (dimension < 3) {
            for (int k = 0; k < count; k++) {
                cumulated[k] *= Math.pow(bases[k], dimension - 3);
            }
            return;
        }
        // By repeated squaring, in loops that are compiled to vector operations.
        for (int power = dimension - 3; power > 0; power >>= 1) {
            if ((power & 1) != 0) {
                for (int k = 0; k < count; k++) {
                    cumulated[k] *= bases[k];
                }
            }
            for (int k = 0; k < count; k++) {
                bases[k] *= bases[k];
            }
        }
    }

    /**
     * {@return the place of a negative}
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
        return places[low];
    }
}
