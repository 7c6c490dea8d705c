package org.metricloss.loss.contrastive;

import org.metricloss.core.host.Row;
import org.metricloss.core.mining.PairDistance;

/** The costs of the pairs of one kind, of equal or of different label, of one row after the other on one thread. */
final class PairCosts {
    private final ContrastiveForm form;
    private final PairDistance distance;
    /** 1 for positives, which cost if they are farther apart than the margin, and -1 for negatives. */
    private final double sign;

    private final double margin;
    private final double factor;

    private double cost;
    private int considered;
    private int active;
    private double distances;

    /**
     * @param sign 1 for positives, -1 for negatives
     * @param margin where the cost begins, in the type of the distances
     * @param factor what the slope of a pair is multiplied by
     */
    PairCosts(ContrastiveForm form, PairDistance distance, double sign, double margin, double factor) {
        this.form = form;
        this.distance = distance;
        this.sign = sign;
        this.margin = margin;
        this.factor = factor;
    }

    void clear() {
        cost = 0;
        considered = 0;
        active = 0;
        distances = 0;
    }

    /**
     * Adds the pairs of a range.
     *
     * @param row the distances
     * @param weights receives the derivatives by the squared distances
     */
    void add(Row row, int from, int to, Row weights) {
        // Local copies, since fields are read again after every call that is not inlined.
        ContrastiveForm form = this.form;
        boolean euclidean = distance == PairDistance.EUCLIDEAN;
        double sign = this.sign;
        double margin = this.margin;
        double slope = sign * (distance == PairDistance.SQUARED ? factor : 0.5 * factor);
        double sum = 0;
        int found = 0;
        for (int j = from; j < to; j++) {
            double each = row.get(j);
            double excess = sign * (each - margin);
            if (excess > 0) {
                found++;
                sum += form.cost(excess);
                double derivative = slope * form.slope(excess);
                // Two equal embeddings have no direction to move in.
                weights.set(j, euclidean ? each > 0 ? derivative / each : 0 : derivative);
            }
        }
        cost += sum;
        active += found;
        considered += Math.max(0, to - from);
        distances += euclidean ? row.sum(from, to) : euclideanSum(row, from, to);
    }

    private double euclideanSum(Row row, int from, int to) {
        double squares = distance == PairDistance.COSINE ? 2 : 1;
        double sum = 0;
        for (int j = from; j < to; j++) {
            sum += Math.sqrt(squares * row.get(j));
        }
        return sum;
    }

    /** {@return the sum of the costs; NaN if a distance is NaN, which comparisons miss} */
    double cost() {
        return Double.isNaN(distances) ? Double.NaN : cost;
    }

    /** {@return how many pairs there were} */
    int considered() {
        return considered;
    }

    /** {@return how many of them cost something} */
    int active() {
        return active;
    }

    /** {@return the sum of the Euclidean distances} */
    double distances() {
        return distances;
    }
}
