package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.LogLogSlope;

/**
 * How something grows with the number of samples n: the exponent of a power law by log-log regression over the sizes where n
 * dominates, which are those from the first on at which it is at least {@value #OVERHEADS} times the overhead of a measurement.
 * At least {@value #FEWEST_SIZES} sizes must remain, the largest at least {@value #LEAST_RANGE} times the smallest.
 *
 * @param series what is alike but n
 * @param quantity what grows: a phase of {@link PhaseCost}, {@value #PEAK_BYTES} or {@value #TUPLES}
 * @param sizes the sizes where n dominates, ascending
 * @param slope the exponent with its 95% interval; empty if the sizes do not allow one
 * @param localSlopes the exponents between neighbouring sizes
 * @param theory the exponent that is expected, if there is a theory
 * @param reason why there is no slope, if there is none
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
    /** The tuples that the loss touches; where they are listed, those that exist. */
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
     * @param value what is measured there
     * @param overhead what a measurement costs beside
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

    /** {@return such as {@code time ~ n^2.97 (2.93 to 3.01)}; empty if there is no slope} */
    public Optional<String> words() {
        String what = quantity.equals(PEAK_BYTES) ? "memory" : quantity.equals(TUPLES) ? "tuples" : "time";
        return slope.map(fit -> {
            Interval interval = fit.interval().orElseThrow();
            return String.format(
                    Locale.ROOT, "%s ~ n^%.2f (%.2f to %.2f)", what, fit.slope(), interval.low(), interval.high());
        });
    }
}
