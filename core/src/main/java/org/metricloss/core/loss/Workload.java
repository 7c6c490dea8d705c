package org.metricloss.core.loss;

/**
 * What a loss is predicted to touch in one step.
 *
 * @param tuples the tuples considered, exactly as {@link Diagnostic#TUPLES_CONSIDERED} will count them
 * @param bytes the peak memory of the loss beside the embeddings, forward and backward, in float32; an estimate. A loss does not
 *     know the engine, so this is what the one that holds more needs: DJL keeps every array of a step to its end and, where workers
 *     keep native memory, rarely finds room for another where one was given back; TensorFlow may need a third of it
 */
public record Workload(long tuples, long bytes) {
    /** Checks the ranges. */
    public Workload {
        if (!(tuples >= 0 && bytes >= 0)) {
            throw new IllegalArgumentException("tuples and bytes must be >= 0, got %s, %s".formatted(tuples, bytes));
        }
    }

    /** {@return the same with more bytes} */
    public Workload plusBytes(long more) {
        return new Workload(tuples, bytes + more);
    }
}
