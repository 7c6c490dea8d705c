package org.metricloss.core.evaluation;

import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * A measure of embeddings: its computation, and the facts that tables and figures need.
 *
 * @param id its stable name in records, lowerCamelCase
 * @param title its name in tables and figures
 * @param unit the unit of its values; empty for shares and other pure numbers
 * @param range the values it can take
 * @param direction the values that are better
 * @param scaleMatters whether its values grow with the scale of the embedding; such a measure cannot be used to compare
 *     objectives
 * @param description one line for readers of a report
 * @param computation its computation
 */
public record Measure(
        String id,
        String title,
        String unit,
        Bounds range,
        Direction direction,
        boolean scaleMatters,
        String description,
        Computation computation) {
    /**
     * @throws IllegalArgumentException if the id is not lowerCamelCase, or the title or the description is blank or has a line
     *     break
     */
    public Measure {
        if (!id.matches("[a-z][a-zA-Z0-9]*")) {
            throw new IllegalArgumentException("a measure's id must be lowerCamelCase, got '" + id + "'");
        }
        requireLine(id, "title", title);
        requireLine(id, "description", description);
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(range, "range");
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(computation, "computation");
    }

    private static void requireLine(String id, String what, String text) {
        if (text.isBlank() || text.contains("\n")) {
            throw new IllegalArgumentException(
                    "the " + what + " of measure " + id + " must be one line, got '" + text + "'");
        }
    }

    /** {@return whether objectives can be compared by it: it has a direction and does not depend on the scale} */
    public boolean isCompared() {
        return direction != Direction.NONE && !scaleMatters;
    }

    /** The computation of a measure. */
    public sealed interface Computation {
        /**
         * A computation from the parts of the input; empty if the measure does not exist for the input.
         *
         * @param value computes the value
         */
        record OfParts(Function<EvaluationParts, OptionalDouble> value) implements Computation {}

        /**
         * The mean over the test samples of a score of each one's ranking of the others. All such measures share one
         * search.
         *
         * @param score the score
         */
        record OfRanking(RankingMeasure score) implements Computation {}
    }

    /** The direction in which a measure improves. */
    public enum Direction {
        /** Greater values are better. */
        HIGHER_IS_BETTER,
        /** Smaller values are better. */
        LOWER_IS_BETTER,
        /** Neither direction is better: the measure accompanies another one, for example as its standard error. */
        NONE
    }

    /**
     * The values that a measure can take, ends included.
     *
     * @param least the least value
     * @param greatest the greatest value; may be infinite
     */
    public record Bounds(double least, double greatest) {
        /** Fractions: 0 to 1. */
        public static final Bounds FRACTION = new Bounds(0, 1);
        /** Values adjusted so that chance gives 0: -1 to 1. */
        public static final Bounds CORRELATION = new Bounds(-1, 1);
        /** Distances and their ratios: 0 and above. */
        public static final Bounds NON_NEGATIVE = new Bounds(0, Double.POSITIVE_INFINITY);

        /** @throws IllegalArgumentException unless least is less than greatest */
        public Bounds {
            if (!(least < greatest)) {
                throw new IllegalArgumentException("least must be < greatest, got " + least + " and " + greatest);
            }
        }

        /**
         * {@return whether a value lies in the range; NaN does not}
         *
         * @param value a value
         */
        public boolean contains(double value) {
            return value >= least && value <= greatest;
        }
    }
}
