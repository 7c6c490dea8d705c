package org.metricloss.core.augment;

import java.util.List;
import org.metricloss.core.random.RandomStream;

/** Draws from ranges, and the check of ranges. */
final class Draws {
    private Draws() {}

    static double uniform(RandomStream random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    static double uniform(RandomStream random, List<Double> range) {
        return uniform(random, range.get(0), range.get(1));
    }

    /** {@return a draw whose logarithm is uniform} */
    static double logUniform(RandomStream random, List<Double> range) {
        return StrictMath.exp(uniform(random, StrictMath.log(range.get(0)), StrictMath.log(range.get(1))));
    }

    static List<Double> requireRange(String name, List<Double> range, double above, double atMost) {
        boolean ordered = range.size() == 2 && range.get(0) > above && range.get(0) <= range.get(1);
        if (!(ordered && range.get(1) <= atMost)) {
            throw new IllegalArgumentException("%s must be [low, high] with %s < low <= high%s, got %s"
                    .formatted(name, above, atMost < Double.MAX_VALUE ? " <= " + atMost : "", range));
        }
        return List.copyOf(range);
    }

    static double requireBetween(String name, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException("%s must be in [%s, %s], got %s".formatted(name, low, high, value));
        }
        return value;
    }

    /** {@return the strength of a change of colours} */
    static double requireStrength(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException("%s must be in (0, 1), got %s".formatted(name, value));
        }
        return value;
    }
}
