package org.metricloss.core.loss;

import java.util.OptionalDouble;

/**
 * The value of a diagnostic on the host; readings of several batches combine by its kind.
 *
 * @param name the diagnostic's name
 * @param kind how readings combine
 * @param sum the amount, the sum of the averaged values, or the largest value
 * @param count the number of averaged values; used for means only
 */
public record DiagnosticReading(String name, Diagnostic.Kind kind, double sum, double count) {
    /**
     * {@return the combined reading}
     *
     * @param other a reading of the same diagnostic on other batches
     */
    public DiagnosticReading plus(DiagnosticReading other) {
        if (!name.equals(other.name) || kind != other.kind) {
            throw new IllegalArgumentException("cannot add %s to %s".formatted(other.name, name));
        }
        return kind == Diagnostic.Kind.MAXIMUM
                ? new DiagnosticReading(name, kind, Math.max(sum, other.sum), count)
                : new DiagnosticReading(name, kind, sum + other.sum, count + other.count);
    }

    /** {@return the total, the mean or the largest; empty for a mean over nothing} */
    public OptionalDouble value() {
        if (kind != Diagnostic.Kind.MEAN) {
            return OptionalDouble.of(sum);
        }
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
