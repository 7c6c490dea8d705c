package org.metricloss.results.statistics;

import java.util.Arrays;
import java.util.Optional;

/**
 * The values that a quantity can take, ends included. They decide on which scale the interval of its mean is computed, so
 * that the interval never leaves them. The delta method carries the half width h = t s / sqrt(n) of the plain t interval
 * to a scale g: the interval is g^-1(g(m) +- g'(m) h) around the mean m.
 *
 * <ul>
 * <li>Both ends finite, such as shares in [0, 1] or a silhouette in [-1, 1]: the logit scale. With p = (m - least) / w and
 * w = greatest - least, it is logit p +- h / (w p (1 - p)), mapped back to [least, greatest].
 * <li>One end finite, such as times: the log scale. With d = m - least, the ends are least + d exp(-+ h / d).
 * <li>No end finite, such as differences: m +- h.
 * </ul>
 *
 * @param least the least value; may be minus infinity
 * @param greatest the greatest value; may be infinity
 */
public record Support(double least, double greatest) {
    /** Any number, such as differences and exponents. */
    public static final Support ANY = new Support(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** Times, counts, sizes, distances and their ratios: 0 and above. */
    public static final Support POSITIVE = new Support(0, Double.POSITIVE_INFINITY);

    /** Shares: 0 to 1. */
    public static final Support SHARE = new Support(0, 1);

    /**
     * A half width of so many units in the last place of the mean is the rounding error of equal values. The scales would
     * round, too, and give an interval that misses the mean.
     */
    private static final int ROUNDING = 16;

    /** @throws IllegalArgumentException unless least is less than greatest */
    public Support {
        if (!(least < greatest)) {
            throw new IllegalArgumentException("least must be < greatest, got " + least + " and " + greatest);
        }
    }

    /**
     * {@return whether every value lies in the range}
     *
     * @param values numbers
     */
    public boolean contains(double... values) {
        return Arrays.stream(values).allMatch(value -> value >= least && value <= greatest);
    }

    /**
     * {@return the interval around a mean; empty if the mean lies on an end of the range, where the scale has no value, or
     * outside}
     *
     * @param mean the mean
     * @param halfWidth the half width of the plain t interval, at least 0
     */
    Optional<Interval> interval(double mean, double halfWidth) {
        boolean boundedBelow = !Double.isInfinite(least);
        boolean boundedAbove = !Double.isInfinite(greatest);
        if (!boundedBelow && !boundedAbove) {
            return Optional.of(new Interval(mean - halfWidth, mean + halfWidth));
        }
        if (!(mean > least && mean < greatest)) {
            return Optional.empty();
        }
        if (halfWidth <= ROUNDING * Math.ulp(mean)) {
            return Optional.of(new Interval(mean, mean));
        }
        if (boundedBelow && boundedAbove) {
            return Optional.of(logit(mean, halfWidth));
        }
        double distance = boundedBelow ? mean - least : greatest - mean;
        double factor = Math.exp(halfWidth / distance);
        if (Double.isInfinite(distance * factor)) {
            return Optional.empty();
        }
        return Optional.of(
                boundedBelow
                        ? new Interval(least + distance / factor, least + distance * factor)
                        : new Interval(greatest - distance * factor, greatest - distance / factor));
    }

    private Interval logit(double mean, double halfWidth) {
        double width = greatest - least;
        double share = (mean - least) / width;
        double middle = Math.log(share / (1 - share));
        double reach = halfWidth / (width * share * (1 - share));
        return new Interval(least + width * logistic(middle - reach), least + width * logistic(middle + reach));
    }

    private static double logistic(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
