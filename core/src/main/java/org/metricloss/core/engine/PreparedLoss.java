package org.metricloss.core.engine;

/**
 * An objective on given embeddings, apart from any network, made ready to be computed many times: for measuring what it costs.
 * Used by one thread at a time; holds native memory until it is closed.
 */
public interface PreparedLoss extends AutoCloseable {
    /**
     * Computes the value, its derivatives with respect to the embeddings and each learned state, and the next value of each
     * moved state. The embeddings are in the engine's memory before, and what is computed is left there: nothing is copied
     * to or from the host but what the losses themselves ask for. The state stays as it was.
     */
    void run();

    /**
     * Computes the value and the diagnostics, as {@link #run} does, and no derivative. An engine that computes every operation
     * at once also computes the next state, which is among them.
     */
    void forward();

    /** {@return what {@link #run} computes, read} */
    Evaluated evaluate();

    @Override
    void close();
}
