package org.metricloss.core.engine;

/**
 * An objective on given embeddings, without a network, that can be computed many times, for measuring its cost. It may
 * be used by one thread at a time and holds native memory until it is closed.
 */
public interface PreparedLoss extends AutoCloseable {
    /**
     * Computes the value, its derivatives with respect to the embeddings and each learned state, and the next value of
     * each moved state. The embeddings are in the engine's memory before the call, and the results stay there: only the
     * losses themselves copy to or from the host. The state does not change. On return the device has computed everything.
     */
    void run();

    /**
     * Computes the value and the diagnostics as {@link #run} does, but no derivative. An engine that executes
     * operations immediately also computes the next state. On return the device has computed everything.
     */
    void forward();

    /** {@return the values that {@link #run} computes} */
    Evaluated evaluate();

    /**
     * {@return the values for another example, computed by what was made ready for this one}
     *
     * @param other embeddings, labels and state of the same form
     * @throws IllegalArgumentException if its form is another
     */
    Evaluated evaluate(LossExample other);

    @Override
    void close();
}
