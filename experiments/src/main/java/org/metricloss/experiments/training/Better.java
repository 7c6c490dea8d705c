package org.metricloss.experiments.training;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.training.record.ValidationPoint;

/** Which of two values of a measure is better. */
final class Better {
    private final String measure;
    private final double sign;

    private Better(String measure, double sign) {
        this.measure = measure;
        this.sign = sign;
    }

    /** @param measure the id of a measure by which trials are compared */
    static Better by(String measure) {
        return new Better(measure, MeasureRecords.all().isLowerBetter(measure) ? -1 : 1);
    }

    /**
     * {@return whether a value is better than another by more than {@code by}; every number is better than NaN, and NaN
     * is never better}
     */
    boolean than(double value, double other, double by) {
        return Double.isNaN(other) ? !Double.isNaN(value) : sign * (value - other) > by;
    }

    /**
     * {@return the number of the best point, counted from 1; the first one of equal points; empty if no point has the
     * measure}
     */
    Optional<Integer> best(List<ValidationPoint> points) {
        int best = 0;
        double bestValue = Double.NaN;
        for (int i = 0; i < points.size(); i++) {
            double value = points.get(i).measures().getOrDefault(measure, Double.NaN);
            if (than(value, bestValue, 0)) {
                best = i + 1;
                bestValue = value;
            }
        }
        return best == 0 ? Optional.empty() : Optional.of(best);
    }
}
