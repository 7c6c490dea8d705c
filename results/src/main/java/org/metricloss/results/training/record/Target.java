package org.metricloss.results.training.record;

import java.util.Optional;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.RunMeasures;

/**
 * What is to be reached on the validation part.
 *
 * @param measure the id of a measure by which trials are compared
 * @param value the value: at least, or at most if lower values of the measure are better; finite
 */
public record Target(String measure, double value) {
    /** @throws IllegalArgumentException if the measure is blank or the value is not finite */
    public Target {
        Require.text("measure", measure);
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a target must be finite, got " + value);
        }
    }

    /**
     * {@return whether they reach the target; false if the measure is missing}
     *
     * @param point measures of the validation part
     * @param measures say which values are better
     */
    public boolean isReachedAt(ValidationPoint point, RunMeasures measures) {
        return Optional.ofNullable(point.measures().get(measure))
                .filter(reached -> measures.isLowerBetter(measure) ? reached <= value : reached >= value)
                .isPresent();
    }

    /**
     * {@return such as {@code recallAt1 >= 0.95}}
     *
     * @param measures say which values are better
     */
    public String words(RunMeasures measures) {
        return measure + (measures.isLowerBetter(measure) ? " <= " : " >= ") + value;
    }
}
