package org.metricloss.results.training.record;

import java.util.Optional;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.RunMeasures;

/**
 * The value of a measure that is to be reached on the validation part.
 *
 * @param measure the id of a measure by which trials are compared
 * @param value the value to reach: a minimum, or a maximum if lower values of the measure are better; finite
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
     * {@return whether the measures of a point reach the target; false if the measure is missing}
     *
     * @param point measures of the validation part
     * @param measures the measures, which define which values are better
     */
    public boolean isReachedAt(ValidationPoint point, RunMeasures measures) {
        return Optional.ofNullable(point.measures().get(measure))
                .filter(reached -> measures.isLowerBetter(measure) ? reached <= value : reached >= value)
                .isPresent();
    }

    /**
     * {@return the target in words, such as {@code recallAt1 >= 0.95}}
     *
     * @param measures the measures, which define which values are better
     */
    public String words(RunMeasures measures) {
        return measure + (measures.isLowerBetter(measure) ? " <= " : " >= ") + value;
    }
}
