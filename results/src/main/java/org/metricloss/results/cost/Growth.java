package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.LogLogSlope;

/**
 * The growth of a quantity with the number of samples n: the exponent of a power law by log-log regression over the
 * sizes where n dominates. These are the sizes from the first one at which the quantity is at least {@value #OVERHEADS}
 * times the overhead of a measurement. At least {@value #FEWEST_SIZES} sizes must remain, and the largest must be at
 * least {@value #LEAST_RANGE} times the smallest.
 *
 * @param series the series of points, which differ only in n
 * @param quantity the quantity that grows: a phase of {@link PhaseCost}, {@value #PEAK_BYTES} or {@value #TUPLES}
 * @param sizes the sizes where n dominates, ascending
 * @param slope the exponent with its 95% interval; empty if the sizes do not allow one
 * @param localSlopes the exponents between neighbouring sizes
 * @param theory the expected exponent, if there is a theory
 * @param reason why there is no slope; empty if there is one
 */
public record Growth(
        Series series,
        String quantity,
        List<Integer> sizes,
        Optional<LogLogSlope> slope,
        List<Double> localSlopes,
        OptionalInt theory,
        Optional<String> reason) {
    /** The most memory above the process's baseline. */
    public static final String PEAK_BYTES = "peakBytes";
    /** The tuples that the loss touches; for listed tuples, the tuples that exist. */
    public static final String TUPLES = "tuples";

    static final int FEWEST_SIZES = 5;
    static final double LEAST_RANGE = 8;
    static final double OVERHEADS = 10;

    /** Copies the lists. */
    public Growth {
        sizes = List.copyOf(sizes);
        localSlopes = List.copyOf(localSlopes);
    }

    /**
     * One size.
     *
     * @param samples n
     * @param value the measured value
     * @param overhead the overhead of the measurement
     */
    record Size(int samples, double value, double overhead) {
        boolean dominates() {
            return value >= OVERHEADS * overhead;
        }
    }

    /** @param measured the sizes that were measured, ascending */
    static Growth of(Series series, String quantity, OptionalInt theory, List<Size> measured) {
        List<Size> dominated =
                measured.stream().dropWhile(size -> !size.dominates()).toList();
        List<Integer> sizes = dominated.stream().map(Size::samples).toList();
        Optional<String> reason = refused(measured, dominated);
        if (reason.isPresent()) {
            return new Growth(series, quantity, sizes, Optional.empty(), List.of(), theory, reason);
        }
        double[] x = dominated.stream().mapToDouble(Size::samples).toArray();
        double[] y = dominated.stream().mapToDouble(Size::value).toArray();
        List<Double> local = new ArrayList<>();
        for (int i = 1; i < x.length; i++) {
            local.add(Math.log(y[i] / y[i - 1]) / Math.log(x[i] / x[i - 1]));
        }
        return new Growth(series, quantity, sizes, Optional.of(LogLogSlope.of(x, y)), local, theory, Optional.empty());
    }

    private static Optional<String> refused(List<Size> measured, List<Size> dominated) {
        String of = dominated.size() < measured.size()
                ? String.format(
                        Locale.ROOT, " of %d, the others less than %.0f times the overhead", measured.size(), OVERHEADS)
                : "";
        if (dominated.size() < FEWEST_SIZES) {
            return Optional.of(
                    "at least %s sizes are needed, there are %s%s".formatted(FEWEST_SIZES, dominated.size(), of));
        }
        int smallest = dominated.get(0).samples();
        int largest = dominated.get(dominated.size() - 1).samples();
        if (largest < LEAST_RANGE * smallest) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "sizes must span a factor of %.0f, these go from %s to %s%s",
                    LEAST_RANGE,
                    smallest,
                    largest,
                    of));
        }
        return dominated.stream()
                .filter(size -> !(size.value() > 0))
                .findFirst()
                .map(size -> "at n = %s it is not above 0".formatted(size.samples()));
    }

    /** {@return whether the expected exponent lies in the interval; empty if either is missing} */
    public Optional<Boolean> theoryInside() {
        return theory.isEmpty()
                ? Optional.empty()
                : slope.flatMap(LogLogSlope::interval)
                        .map(interval -> interval.low() <= theory.getAsInt() && theory.getAsInt() <= interval.high());
    }

    /** {@return the growth in words, such as {@code time ~ n^2.97 [2.93, 3.01]}; empty if there is no slope} */
    public Optional<String> words() {
        String what = quantity.equals(PEAK_BYTES) ? "memory" : quantity.equals(TUPLES) ? "tuples" : "time";
        return power().map(power -> what + " ~ " + power);
    }

    /** {@return the power of n that the quantity follows, such as {@code n^2.97 [2.93, 3.01]}; empty if there is no slope} */
    Optional<String> power() {
        return slope.map(fit -> {
            Interval interval = fit.interval().orElseThrow();
            return String.format(Locale.ROOT, "n^%.2f [%.2f, %.2f]", fit.slope(), interval.low(), interval.high());
        });
    }

    /**
     * {@return the factor by which doubling n multiplies the quantity, such as {@code 4.90 (4.10 to 5.80)}; empty if there is no
     * slope}
     */
    public Optional<String> doubling() {
        return slope.map(fit -> {
            Interval interval = fit.interval().orElseThrow();
            return String.format(
                    Locale.ROOT,
                    "%.2f (%.2f to %.2f)",
                    Math.pow(2, fit.slope()),
                    Math.pow(2, interval.low()),
                    Math.pow(2, interval.high()));
        });
    }
}
