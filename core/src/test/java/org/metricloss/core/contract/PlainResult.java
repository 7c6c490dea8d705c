package org.metricloss.core.contract;

import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.DoubleArray;

/**
 * What a loss must give for a batch, computed by naive loops in plain Java that share no code with it.
 *
 * @param value the loss
 * @param tuples how many tuples there are; empty for a loss that has none, whatever the batch
 * @param nextState the next value of each moved state, by name
 */
public record PlainResult(double value, Optional<Tuples> tuples, Map<String, DoubleArray> nextState) {
    /**
     * Counts of pairs, triplets or whatever a loss is made of.
     *
     * @param considered how many enter the loss
     * @param active how many of them cost more than 0
     */
    public record Tuples(long considered, long active) {}

    /**
     * {@return the result of a loss without tuples and moved state}
     *
     * @param value the loss
     */
    public static PlainResult of(double value) {
        return new PlainResult(value, Optional.empty(), Map.of());
    }

    /**
     * {@return the result of a loss without moved state}
     *
     * @param value the loss
     * @param considered how many tuples enter it
     * @param active how many of them cost more than 0
     */
    public static PlainResult of(double value, long considered, long active) {
        return new PlainResult(value, Optional.of(new Tuples(considered, active)), Map.of());
    }
}
