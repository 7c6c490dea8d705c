package org.metricloss.loss.contrastive;

/**
 * Sums and counts of the pairs of each row and kind. They are added in the order of the rows, whichever thread
 * computed them.
 */
final class RowTallies {
    static final int POSITIVE = 0;
    static final int NEGATIVE = 1;

    static final int COST = 0;
    static final int CONSIDERED = 1;
    static final int ACTIVE = 2;
    static final int DISTANCES = 3;
    static final int KINDS = 4;

    private final double[][] tallies;

    RowTallies(int rows) {
        tallies = new double[2 * rows][];
    }

    void set(int row, int kind, double cost, int considered, int active, double distances) {
        tallies[2 * row + kind] = new double[] {cost, considered, active, distances};
    }

    /** {@return the sums over all rows} */
    double[] sums(int kind) {
        double[] sums = new double[KINDS];
        for (int i = kind; i < tallies.length; i += 2) {
            for (int k = 0; k < KINDS; k++) {
                sums[k] += tallies[i][k];
            }
        }
        return sums;
    }
}
