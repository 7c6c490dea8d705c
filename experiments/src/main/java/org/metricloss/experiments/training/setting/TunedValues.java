package org.metricloss.experiments.training.setting;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.metricloss.experiments.file.Numbers;

/** The values that tuning may give one setting. */
public sealed interface TunedValues {
    /**
     * {@return the value as written in experiment files}
     *
     * @param share the position of the value as a share of the range from the first value to the last, in [0, 1)
     */
    String at(double share);

    /** The scale of an interval. */
    enum Scale {
        /** Equal shares are equal differences. */
        LINEAR,
        /** Equal shares are equal factors. */
        LOG
    }

    /**
     * Numbers, rounded to four significant digits, so that a person can write the chosen one down.
     *
     * @param min the least, above 0 on the log scale
     * @param max the greatest, above min
     * @param scale the scale of the interval
     */
    record Interval(double min, double max, Scale scale) implements TunedValues {
        private static final MathContext DIGITS = new MathContext(4);

        /** Checks the ends. */
        public Interval {
            requireEnds(min, max, scale);
        }

        @Override
        public String at(double share) {
            double value = scale == Scale.LOG ? min * Math.pow(max / min, share) : min + (max - min) * share;
            double rounded = new BigDecimal(value).round(DIGITS).doubleValue();
            return Numbers.written(Math.max(min, Math.min(max, rounded)));
        }
    }

    /**
     * Whole numbers.
     *
     * @param min the least, above 0 on the log scale
     * @param max the greatest, above min
     * @param scale the scale of the interval
     */
    record Whole(int min, int max, Scale scale) implements TunedValues {
        /** Checks the ends. */
        public Whole {
            requireEnds(min, max, scale);
        }

        @Override
        public String at(double share) {
            // The interval ends at max + 1 and values are rounded down, so that both ends are as likely as all other
            // values.
            double end = max + 1.0;
            double value = scale == Scale.LOG ? min * Math.pow(end / min, share) : min + (end - min) * share;
            return Integer.toString((int) Math.max(min, Math.min(max, Math.floor(value))));
        }
    }

    /**
     * Some values to choose from.
     *
     * @param values as written in experiment files, at least one, all different
     */
    record Choice(List<String> values) implements TunedValues {
        /** Copies the list and checks it. */
        public Choice {
            values = List.copyOf(values);
            if (values.isEmpty() || values.stream().distinct().count() < values.size()) {
                throw new IllegalArgumentException(
                        "there must be at least one choice and no choice twice, got " + values);
            }
        }

        @Override
        public String at(double share) {
            return values.get((int) (share * values.size()));
        }
    }

    private static void requireEnds(double min, double max, Scale scale) {
        if (!(min < max)) {
            throw new IllegalArgumentException("max must be > min, got %s and %s".formatted(max, min));
        }
        if (scale == Scale.LOG && !(min > 0)) {
            throw new IllegalArgumentException("min must be > 0 on the log scale, got " + min);
        }
    }
}
