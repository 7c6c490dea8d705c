package org.metricloss.loss.triplet;

import java.util.Arrays;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.mining.Candidates;

/**
 * One anchor a with the distances to its positives and negatives and the sums over its triplets. It is scratch memory
 * that one thread uses again for each anchor.
 */
final class Anchor {
    private final TripletLoss loss;
    private final boolean single;
    private final double margin;
    private final int[] labels;
    /**
     * The rows of the label of the anchor, including its own, and all others; they are kept while anchors have the
     * same label.
     */
    private final int[] memberRows;

    private final int[] negativeRows;
    private final int[] positiveRows;
    private int memberCount;
    private int row = -1;

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

    /** @param labels the label of each row; rows may be anchors and references alike */
    Anchor(TripletLoss loss, DataType type, int[] labels) {
        this(loss, type, labels, new double[labels.length], new double[labels.length]);
    }

    /** @param candidates the distances of the anchors that {@link #take(Candidates)} switches to */
    Anchor(TripletLoss loss, DataType type, Candidates candidates) {
        this(loss, type, new int[0], candidates.positives(), candidates.negatives());
    }

    private Anchor(TripletLoss loss, DataType type, int[] labels, double[] positives, double[] negatives) {
        this.loss = loss;
        this.single = type == DataType.FLOAT32;
        this.margin = type.rounded(loss.margin());
        this.labels = labels;
        this.positives = positives;
        this.negatives = negatives;
        int m = labels.length;
        memberRows = new int[m + 1];
        negativeRows = new int[m + 1];
        positiveRows = new int[m + 1];
        thresholds = new double[positives.length];
        positiveSlopes = new double[positives.length];
        negativeSlopes = new double[negatives.length];
    }

    /** {@return a number in the precision of the embeddings, in which every algorithm compares} */
    double rounded(double value) {
        return single ? (float) value : value;
    }

    /** {@return the row of a positive} */
    int positiveRow(int positive) {
        return positiveRows[positive];
    }

    /** {@return the row of a negative} */
    int negativeRow(int negative) {
        return negativeRows[negative];
    }

    /**
     * Switches to another anchor.
     *
     * @param newRow its row
     * @param squaredDistances overwritten by the distances that triplets compare
     */
    void take(int newRow, Row squaredDistances) {
        if (row < 0 || labels[newRow] != labels[row]) {
            separate(labels[newRow]);
        }
        row = newRow;
        loss.distance().fromSquared(squaredDistances, 0, labels.length);
        squaredDistances.gather(negativeRows, negativeCount, negatives);
        positiveCount = 0;
        for (int k = 0; k < memberCount; k++) {
            positiveRows[positiveCount] = memberRows[k];
            positiveCount += memberRows[k] == row ? 0 : 1;
        }
        squaredDistances.gather(positiveRows, positiveCount, positives);
        start();
    }

    /**
     * Switches to another anchor.
     *
     * @param candidates those of the constructor, with the anchor's distances
     */
    void take(Candidates candidates) {
        positiveCount = candidates.positiveCount();
        negativeCount = candidates.negativeCount();
        start();
    }

    private void start() {
        cost = 0;
        mined = 0;
        active = 0;
        violating = 0;
        for (int p = 0; p < positiveCount; p++) {
            thresholds[p] = rounded(positives[p] + margin);
        }
        Arrays.fill(positiveSlopes, 0, positiveCount, 0);
        Arrays.fill(negativeSlopes, 0, negativeCount, 0);
    }

    private void separate(int label) {
        memberCount = 0;
        negativeCount = 0;
        for (int j = 0; j < labels.length; j++) {
            // Each row is written to both lists and kept in one, since a branch on unsorted labels would be
            // mispredicted.
            memberRows[memberCount] = j;
            negativeRows[negativeCount] = j;
            int member = labels[j] == label ? 1 : 0;
            memberCount += member;
            negativeCount += 1 - member;
        }
    }

    /** {@return whether the anchor is in any triplet} */
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

    /** Adds one mined triplet to the cost, the counts and the slopes. */
    void add(int positive, int negative) {
        double violation = rounded(thresholds[positive] - negatives[negative]);
        double slope = loss.form().slope(violation);
        count(violation, loss.form().cost(violation));
        positiveSlopes[positive] += slope;
        negativeSlopes[negative] -= slope;
    }

    /** Turns the slopes into derivatives by squared distances. */
    void slopesBySquare() {
        loss.distance().slopesBySquare(positiveSlopes, positives, positiveCount);
        loss.distance().slopesBySquare(negativeSlopes, negatives, negativeCount);
    }

    /** Writes the derivatives by squared distances, each at its row. */
    void writeWeights(Row weights) {
        slopesBySquare();
        weights.scatter(positiveRows, positiveCount, positiveSlopes);
        weights.scatter(negativeRows, negativeCount, negativeSlopes);
    }

    /** {@return the sum of the Euclidean distances of all positives} */
    double positiveDistanceSum() {
        return loss.distance().euclideanSum(positives, positiveCount);
    }

    /** {@return the sum of the Euclidean distances of all negatives} */
    double negativeDistanceSum() {
        return loss.distance().euclideanSum(negatives, negativeCount);
    }
}
