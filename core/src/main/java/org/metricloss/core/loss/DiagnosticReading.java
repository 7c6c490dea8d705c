package org.metricloss.core.loss;

import java.util.OptionalDouble;

/**
 * A diagnostic's value, read from the engine; readings of several batches combine by its kind.
 *
 * @param name the diagnostic's name
 * @param kind how readings combine
 * @param sum the amount, the sum over the things that are averaged, or the largest of them
 * @param count how many things were summed; not used but for means
 */
public record DiagnosticReading(String name, Diagnostic.Kind kind, double sum, double count) {
    /**
     * {@return the reading over the batches of both}
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
