package org.metricloss.core.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A measure that is recorded for every trial, with what a table or a figure needs to know of it.
 *
 * @param name its stable name in records, lowerCamelCase
 * @param range the values it can take
 * @param direction which values are better
 * @param description one line for readers of a report
 * @param computation computes it; empty where it does not exist for the input
 */
public record Measure(
        String name,
        Range range,
        Direction direction,
        String description,
        Function<EvaluationInput, OptionalDouble> computation) {
    /** @throws IllegalArgumentException if the name is not lowerCamelCase or the description is blank or has a line break */
    public Measure {
        if (!name.matches("[a-z][a-zA-Z0-9]*")) {
            throw new IllegalArgumentException("a measure's name must be lowerCamelCase, got '" + name + "'");
        }
        if (description.isBlank() || description.contains("\n")) {
            throw new IllegalArgumentException(
                    "the description of measure " + name + " must be one line, got '" + description + "'");
        }
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(computation, "computation");
    }

    /** Which values of a measure are better. */
    public enum Direction {
        /** The greater the better. */
        HIGHER_IS_BETTER,
        /** The smaller the better. */
        LOWER_IS_BETTER
    }

    /**
     * The values that a measure can take, ends included.
     *
     * @param least the least value
     * @param greatest the greatest value; may be infinite
     */
    public record Range(double least, double greatest) {
        /** Fractions: 0 to 1. */
        public static final Range FRACTION = new Range(0, 1);
        /** Distances and their ratios: 0 and above. */
        public static final Range NON_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);

        /** @throws IllegalArgumentException unless least is less than greatest */
        public Range {
            if (!(least < greatest)) {
                throw new IllegalArgumentException("least must be < greatest, got " + least + " and " + greatest);
            }
        }

        /**
         * @param value a value
         * @return whether it lies in the range; NaN does not
         */
        public boolean contains(double value) {
            return value >= least && value <= greatest;
        }
    }
}
