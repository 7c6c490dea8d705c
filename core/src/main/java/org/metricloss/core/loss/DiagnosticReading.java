package org.metricloss.core.loss;

import java.util.OptionalDouble;

/**
 * A diagnostic's value, read from the engine; readings of several batches add up.
 *
 * @param name the diagnostic's name
 * @param kind how readings combine
 * @param sum the amount, or the sum over the things that are averaged
 * @param count how many things were summed; not used for totals
 */
public record DiagnosticReading(String name, Diagnostic.Kind kind, double sum, double count) {
    /**
     * @param other a reading of the same diagnostic on other batches
     * @return the reading over the batches of both
     */
    public DiagnosticReading plus(DiagnosticReading other) {
        if (!name.equals(other.name) || kind != other.kind) {
            throw new IllegalArgumentException("cannot add %s to %s".formatted(other.name, name));
        }
        return new DiagnosticReading(name, kind, sum + other.sum, count + other.count);
    }

    /** @return the total, or the mean; empty for a mean over nothing */
    public OptionalDouble value() {
        if (kind == Diagnostic.Kind.TOTAL) {
            return OptionalDouble.of(sum);
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
