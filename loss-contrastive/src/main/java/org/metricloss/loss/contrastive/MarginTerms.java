package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Places;
import org.metricloss.core.host.Row;

/** The terms max(0, sign (D - boundary)) of the pairs of one kind of an anchor, one after the other on one thread. */
final class MarginTerms {
    /** 1 for positives, which cost if they are farther than the boundary, and -1 for negatives. */
    private final double sign;

    private double cost;
    private int active;
    private double distances;

    MarginTerms(double sign) {
        this.sign = sign;
    }

    /**
     * Computes the terms of an anchor, each with its weight.
     *
     * @param row D at the places; only read
     * @param boundary where the cost begins
     * @param times how often each term counts
     * @param weights receives the derivatives by D^2
     */
    void of(Row row, Places places, double boundary, double times, Row weights) {
        cost = 0;
        active = 0;
        distances = places.sum(row);
        add(row, places.from(), places.to(), boundary, times, weights);
        add(row, places.secondFrom(), places.secondTo(), boundary, times, weights);
    }

    private void add(Row row, int from, int to, double boundary, double times, Row weights) {
        double sum = 0;
        int found = 0;
        double factor = 0.5 * sign * times;
        for (int j = from; j < to; j++) {
            double distance = row.get(j);
            double excess = sign * (distance - boundary);
            if (excess > 0) {
                sum += excess;
                found++;
                // Two equal embeddings have no direction to move in.
                weights.set(j, distance > 0 ? factor / distance : 0);
            }
        }
        cost += sum;
        active += found;
    }

    /** {@return the sum of the terms, each once; NaN if a distance is NaN, which comparisons miss} */
    double cost() {
        return Double.isNaN(distances) ? Double.NaN : cost;
    }

    /** {@return how many terms are above 0} */
    int active() {
        return active;
    }
}
