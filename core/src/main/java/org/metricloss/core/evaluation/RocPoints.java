package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Walks along a ROC curve, starting from the strictest threshold. A pair is accepted as "same" if its distance is at
 * most the threshold. Pairs at equal distance form one point of the curve. FAR is the share of different pairs that are
 * accepted, TAR is the share of same pairs that are accepted, and FRR = 1 - TAR.
 */
final class RocPoints {
    private final long samePairs;
    private final long differentPairs;
    private final double[] farTargets;
    private final double[] tarAtTargets;
    private long sameAccepted;
    private long differentAccepted;
    /** Twice the area under the curve times both numbers of pairs: a whole number. */
    private double twiceArea;

    private double equalErrorRate = Double.NaN;

    /**
     * @param samePairs the total number of same pairs, at least 1
     * @param differentPairs the total number of different pairs, at least 1
     * @param farTargets the false accept rates at which the true accept rate is computed
     */
    RocPoints(long samePairs, long differentPairs, double... farTargets) {
        this.samePairs = samePairs;
        this.differentPairs = differentPairs;
        this.farTargets = farTargets.clone();
        this.tarAtTargets = new double[farTargets.length];
    }

    /**
     * Advances to the next greater distance, or over a stretch of distances with pairs of only one kind.
     *
     * @param same the number of same pairs there
     * @param different the number of different pairs there; at least 1 together with the same pairs
     */
    void add(long same, long different) {
        double farBefore = far();
        double differenceBefore = farBefore - frr();
        // Both factors are below 2^53; the sum is exact below 2^53 and rounded beyond.
        twiceArea += (double) different * (2 * sameAccepted + same);
        sameAccepted += same;
        differentAccepted += different;
        double difference = far() - frr();
        if (Double.isNaN(equalErrorRate) && difference >= 0) {
            equalErrorRate = crossing(same, different, farBefore, differenceBefore);
        }
        for (int i = 0; i < farTargets.length; i++) {
            if (far() <= farTargets[i]) {
                tarAtTargets[i] = (double) sameAccepted / samePairs;
            }
        }
    }

    /**
     * If only one of the two rates changes, the crossing has the value of the other, however many points lie in
     * between.
     */
    private double crossing(long same, long different, double farBefore, double differenceBefore) {
        if (same == 0) {
            return frr();
        }
        if (different == 0) {
            return farBefore;
        }
        double share = differenceBefore / (differenceBefore - (far() - frr()));
        return farBefore + share * (far() - farBefore);
    }

    /**
     * Advances over many pairs at once.
     *
     * @param same squared distances of same pairs, ascending
     * @param different squared distances of different pairs, ascending
     */
    void addSorted(double[] same, double[] different) {
        int s = 0;
        int d = 0;
        while (s < same.length || d < different.length) {
            double next = Math.min(
                    s < same.length ? same[s] : Double.POSITIVE_INFINITY,
                    d < different.length ? different[d] : Double.POSITIVE_INFINITY);
            int sameFrom = s;
            int differentFrom = d;
            while (s < same.length && same[s] == next) {
                s++;
            }
            while (d < different.length && different[d] == next) {
                d++;
            }
            add(s - sameFrom, d - differentFrom);
        }
    }

    /** {@return the area under the curve by trapezoids, after all pairs: ties count one half} */
    double area() {
        requireComplete();
        return twiceArea / 2 / samePairs / differentPairs;
    }

    /**
     * {@return the rate at which FAR = FRR, by linear interpolation between the neighbouring points, after all pairs}
     */
    double equalErrorRate() {
        requireComplete();
        return equalErrorRate;
    }

    /**
     * {@return TAR at the last point with FAR at most each target, without interpolation; 0 if that point rejects every
     * pair}
     */
    double[] tarAtTargets() {
        requireComplete();
        return tarAtTargets.clone();
    }

    private void requireComplete() {
        if (sameAccepted != samePairs || differentAccepted != differentPairs) {
            throw new IllegalStateException("the curve must end with all pairs accepted, got " + sameAccepted + " of "
                    + samePairs + " same and " + differentAccepted + " of " + differentPairs
                    + " different pairs; targets "
                    + Arrays.toString(farTargets));
        }
    }

    private double far() {
        return (double) differentAccepted / differentPairs;
    }

    private double frr() {
        return 1 - (double) sameAccepted / samePairs;
    }
}
