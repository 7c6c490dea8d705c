package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Walks along a ROC curve from the strictest threshold on: a pair is accepted as "same" if its distance is at most the
 * threshold. Pairs at equal distance are one point of the curve. FAR is the share of different pairs that are accepted, TAR
 * that of same pairs, FRR = 1 - TAR.
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
     * @param samePairs how many same pairs there are in all, at least 1
     * @param differentPairs how many different pairs there are in all, at least 1
     * @param farTargets the false accept rates at which the true accept rate is wanted
     */
    RocPoints(long samePairs, long differentPairs, double... farTargets) {
        this.samePairs = samePairs;
        this.differentPairs = differentPairs;
        this.farTargets = farTargets.clone();
        this.tarAtTargets = new double[farTargets.length];
    }

    /**
     * Goes on to the next greater distance, or over a stretch of distances at which there are pairs of one kind alone.
     *
     * @param same how many same pairs are there
     * @param different how many different pairs are there; together at least 1
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

    /** Where one of both rates stays, they meet there, however many points lie on the way. */
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
     * Goes on over many pairs at once.
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

    /** {@return where FAR = FRR, by linear interpolation between the neighbouring points, after all pairs} */
    double equalErrorRate() {
        requireComplete();
        return equalErrorRate;
    }

    /**
     * {@return TAR at the last point with FAR at most each target, without interpolation; 0 if that rejects everything}
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
