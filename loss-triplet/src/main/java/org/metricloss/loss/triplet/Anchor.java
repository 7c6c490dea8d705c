package org.metricloss.loss.triplet;

import org.metricloss.core.tensor.DataType;

/**
 * One anchor a with the distances to its positives and negatives, and what its triplets say about them. Scratch memory: taken
 * anew for each anchor by one thread.
 */
final class Anchor {
    private final TripletLoss loss;
    private final boolean single;
    private final int[] labels;
    private final int[] positiveRows;
    private final int[] negativeRows;
    private int row;

    /** D_ap of each positive, rounded to the embeddings' type, at the first {@link #positiveCount} places. */
    final double[] positives;
    /** D_ap + margin, rounded likewise. */
    final double[] thresholds;
    /** D_an of each negative, in the order of the rows, rounded likewise. */
    final double[] negatives;
    /** Gets dL/dD_ap. */
    final double[] positiveSlopes;
    /** Gets dL/dD_an. */
    final double[] negativeSlopes;

    int positiveCount;
    int negativeCount;
    double cost;
    long mined;
    long active;
    long violating;

    Anchor(TripletLoss loss, DataType type, int[] labels) {
        this.loss = loss;
        this.single = type == DataType.FLOAT32;
        this.labels = labels;
        int m = labels.length;
        positiveRows = new int[m];
        negativeRows = new int[m];
        positives = new double[m];
        thresholds = new double[m];
        negatives = new double[m];
        positiveSlopes = new double[m];
        negativeSlopes = new double[m];
    }

    /** @return a number in the precision of the embeddings, in which every algorithm compares */
    double rounded(double value) {
        return single ? (float) value : value;
    }

    /** @return the anchor's row */
    int row() {
        return row;
    }

    /** @return the row of a positive */
    int positiveRow(int positive) {
        return positiveRows[positive];
    }

    /** @return the row of a negative */
    int negativeRow(int negative) {
        return negativeRows[negative];
    }

    /**
     * Takes another anchor.
     *
     * @param newRow its row
     * @param squaredDistances overwritten by the distances that triplets compare
     */
    void take(int newRow, double[] squaredDistances) {
        row = newRow;
        positiveCount = 0;
        negativeCount = 0;
        cost = 0;
        mined = 0;
        active = 0;
        violating = 0;
        int m = labels.length;
        loss.distance().fromSquared(squaredDistances, m);
        for (int j = 0; j < m; j++) {
            if (labels[j] != labels[row]) {
                negativeRows[negativeCount] = j;
                negatives[negativeCount++] = rounded(squaredDistances[j]);
            } else if (j != row) {
                double distance = rounded(squaredDistances[j]);
                positiveRows[positiveCount] = j;
                positives[positiveCount] = distance;
                thresholds[positiveCount++] = rounded(distance + loss.margin());
            }
        }
        for (int p = 0; p < positiveCount; p++) {
            positiveSlopes[p] = 0;
        }
        for (int n = 0; n < negativeCount; n++) {
            negativeSlopes[n] = 0;
        }
    }

    /** @return whether the anchor is in any triplet */
    boolean hasTriplets() {
        return positiveCount > 0 && negativeCount > 0;
    }

    /** Adds one mined triplet, to the cost and counts only. */
    void count(double violation, double tripletCost) {
        cost += tripletCost;
        mined++;
        active += rounded(tripletCost) > 0 ? 1 : 0;
        violating += violation > 0 ? 1 : 0;
    }

    /** Writes the slopes as derivatives by squared distances, each at its row. */
    void writeWeights(double[] weights) {
        for (int p = 0; p < positiveCount; p++) {
            weights[positiveRows[p]] = loss.distance().slopeBySquare(positiveSlopes[p], positives[p]);
        }
        for (int n = 0; n < negativeCount; n++) {
            weights[negativeRows[n]] = loss.distance().slopeBySquare(negativeSlopes[n], negatives[n]);
        }
    }

    /** @return the sum of the Euclidean distances of all positives */
    double positiveDistanceSum() {
        return euclideanSum(positives, positiveCount);
    }

    /** @return the sum of the Euclidean distances of all negatives */
    double negativeDistanceSum() {
        return euclideanSum(negatives, negativeCount);
    }

    private double euclideanSum(double[] distances, int count) {
        double even = 0;
        double odd = 0;
        int k = 0;
        for (; k + 2 <= count; k += 2) {
            even += loss.distance().euclidean(distances[k]);
            odd += loss.distance().euclidean(distances[k + 1]);
        }
        return even + odd + (k < count ? loss.distance().euclidean(distances[k]) : 0);
    }
}
