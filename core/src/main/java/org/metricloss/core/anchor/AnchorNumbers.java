package org.metricloss.core.anchor;

import java.util.Optional;
import org.metricloss.core.host.HostArray;

/**
 * The numbers of all anchors of a batch, at their places in the batch sorted by class. Each anchor has places of its
 * own, so that sums do not depend on which thread handled which anchor.
 */
final class AnchorNumbers {
    private final ClassPlaces ranges;
    private final double[][] tallies;
    private final double[] kept;
    /** For each anchor the marked references, as a set of bits; null if none is marked. */
    private final long[][] marks;

    private final double[][] given;
    private final double[][] givenSlopes;

    /**
     * @param samples the sample at each place
     * @param given the numbers that the loss gives with each sample, if any
     * @param tallies how many numbers an anchor tallies beside its cost
     */
    AnchorNumbers(ClassPlaces ranges, int[] samples, Optional<HostArray> given, int tallies) {
        int m = samples.length;
        int columns = given.map(HostArray::columns).orElse(0);
        this.ranges = ranges;
        this.tallies = new double[m][1 + tallies];
        this.kept = new double[m];
        this.marks = new long[m][];
        this.given = new double[m][columns];
        this.givenSlopes = new double[m][columns];
        given.map(HostArray::cursor).ifPresent(rows -> {
            for (int i = 0; i < m; i++) {
                rows.read(samples[i], this.given[i], 0);
            }
        });
    }

    ClassPlaces ranges() {
        return ranges;
    }

    void cost(int place, double cost) {
        tallies[place][0] = cost;
    }

    void tally(int place, int which, double number) {
        tallies[place][1 + which] = number;
    }

    void keep(int place, double number) {
        kept[place] = number;
    }

    double kept(int place) {
        return kept[place];
    }

    void mark(int place, int reference) {
        if (marks[place] == null) {
            marks[place] = new long[1 + (ranges.references() - 1) / Long.SIZE];
        }
        marks[place][reference / Long.SIZE] |= 1L << reference;
    }

    boolean marked(int place, int reference) {
        return marks[place] != null && (marks[place][reference / Long.SIZE] & 1L << reference) != 0;
    }

    double given(int place, int k) {
        return given[place][k];
    }

    void givenSlope(int place, int k, double slope) {
        givenSlopes[place][k] = slope;
    }

    /** {@return the derivatives of the cost of an anchor by the numbers that the loss gives with it} */
    double[] givenSlopes(int place) {
        return givenSlopes[place];
    }

    /** {@return the sum of the costs, followed by that of each tally, added in the order of the places} */
    double[] sums() {
        double[] sums = new double[tallies[0].length];
        for (double[] anchor : tallies) {
            for (int k = 0; k < sums.length; k++) {
                sums[k] += anchor[k];
            }
        }
        return sums;
    }
}
