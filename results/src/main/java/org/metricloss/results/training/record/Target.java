package org.metricloss.results.training.record;

import java.util.Optional;
import org.metricloss.results.record.Measure;

/**
 * What is to be reached on the validation part.
 *
 * @param measure the id of a {@link Measure} by which trials are compared
 * @param value the value: at least, or at most where lower values of the measure are better; finite
 */
public record Target(String measure, double value) {
    /** @throws IllegalArgumentException where no such measure is compared or the value is not finite */
    public Target {
        if (Measure.byId(measure).filter(Measure::isCompared).isEmpty()) {
            throw new IllegalArgumentException("a target needs a measure that trials are compared by, got " + measure);
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a target must be finite, got " + value);
        }
    }

    /**
     * {@return whether they reach the target; not where the measure is missing}
     *
     * @param point measures of the validation part
     */
    public boolean isReachedAt(ValidationPoint point) {
        return Optional.ofNullable(point.measures().get(measure))
                .filter(reached -> isLowerBetter() ? reached <= value : reached >= value)
                .isPresent();
    }

    private boolean isLowerBetter() {
        return Measure.byId(measure).orElseThrow().direction() == Measure.Direction.LOWER_IS_BETTER;
    }

    /** {@return such as {@code recallAt1 >= 0.95}} */
    public String words() {
        return measure + (isLowerBetter() ? " <= " : " >= ") + value;
    }
}
