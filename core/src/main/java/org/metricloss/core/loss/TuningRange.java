package org.metricloss.core.loss;

/**
 * The values of a parameter that are usually tried when a loss is tuned.
 *
 * @param parameter a number or whole number that {@link LossProvider#create} reads, or {@code weight}: the weight of the
 *     loss in a sum, which is tuned only if the objective has other losses as well
 * @param min the least value
 * @param max the greatest value, above min
 * @param scale which values between them are tried
 */
public record TuningRange(String parameter, double min, double max, Scale scale) {
    /** The parameter that stands for the weight of the loss in a sum. */
    public static final String WEIGHT = "weight";

    /** Which values of an interval are tried. */
    public enum Scale {
        /** Equal steps are equal differences. */
        LINEAR,
        /** Equal steps are equal factors; the interval must be above 0. */
        LOG,
        /** Whole numbers only, in equal steps. */
        WHOLE
    }

    /** Checks the ends. */
    public TuningRange {
        if (!(min < max
                && max < Double.POSITIVE_INFINITY
                && min > (scale == Scale.LOG ? 0 : Double.NEGATIVE_INFINITY))) {
            throw new IllegalArgumentException(
                    "the range of %s must have min < max, both finite, and min > 0 on the log scale, got %s and %s"
                            .formatted(parameter, min, max));
        }
        if (scale == Scale.WHOLE && (min != Math.rint(min) || max != Math.rint(max))) {
            throw new IllegalArgumentException(
                    "the ends of the range of %s must be whole numbers, got %s and %s".formatted(parameter, min, max));
        }
    }

    /** {@return a range of equal differences} */
    public static TuningRange linear(String parameter, double min, double max) {
        return new TuningRange(parameter, min, max, Scale.LINEAR);
    }

    /** {@return a range of equal factors} */
    public static TuningRange log(String parameter, double min, double max) {
        return new TuningRange(parameter, min, max, Scale.LOG);
    }

    /** {@return a range of whole numbers} */
    public static TuningRange whole(String parameter, int min, int max) {
        return new TuningRange(parameter, min, max, Scale.WHOLE);
    }
}
