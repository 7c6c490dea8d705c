package org.metricloss.core.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A measure of embeddings, with what a table or a figure needs to know of it.
 *
 * @param name its stable name in records, lowerCamelCase
 * @param range the values it can take
 * @param direction which values are better
 * @param description one line for readers of a report
 * @param computation computes it
 */
public record Measure(String name, Range range, Direction direction, String description, Computation computation) {
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

    /** How a measure is computed. */
    public sealed interface Computation {
        /**
         * From the parts of the input; empty where it does not exist for the input.
         *
         * @param value computes it
         */
        record OfParts(Function<EvaluationParts, OptionalDouble> value) implements Computation {}

        /**
         * As the mean of a score of each test sample's ranking of the others. Such measures share one search.
         *
         * @param score the score
         */
        record OfRanking(RankingMeasure score) implements Computation {}
    }

    static Measure of(
            String name,
            Range range,
            Direction direction,
            String description,
            Function<EvaluationParts, OptionalDouble> value) {
        return new Measure(name, range, direction, description, new Computation.OfParts(value));
    }

    static Measure ofRanking(String name, String description, RankingMeasure score) {
        return new Measure(
                name, Range.FRACTION, Direction.HIGHER_IS_BETTER, description, new Computation.OfRanking(score));
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
        /** What chance brings to 0: -1 to 1. */
        public static final Range CORRELATION = new Range(-1, 1);
        /** Distances and their ratios: 0 and above. */
        public static final Range NON_NEGATIVE = new Range(0, Double.POSITIVE_INFINITY);

        /** @throws IllegalArgumentException unless least is less than greatest */
        public Range {
            if (!(least < greatest)) {
                throw new IllegalArgumentException("least must be < greatest, got " + least + " and " + greatest);
            }
        }

        /**
         * {@return whether it lies in the range; NaN does not}
         *
         * @param value a value
         */
        public boolean contains(double value) {
            return value >= least && value <= greatest;
        }
    }
}
