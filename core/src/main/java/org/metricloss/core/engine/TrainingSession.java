package org.metricloss.core.engine;

import java.util.Optional;

/**
 * A network being trained under an objective. Used by one thread at a time; holds native memory until it is closed.
 */
public interface TrainingSession extends AutoCloseable {
    /**
     * Trains on one batch: forward, loss, gradients, update of weights and state. Loss, gradients and diagnostics are
     * those of the weights and state from before the update.
     *
     * @param batch the batch
     * @return the loss and its diagnostics
     */
    StepResult step(TrainingBatch batch);

    /**
     * Embeds images without training on them: dropout is off, batch normalisation uses its running statistics.
     *
     * @param images n images of the network's input shape, row-major, [n, channels * height * width]
     * @param n how many
     * @return embeddings [n, d], row-major
     */
    float[] embed(float[] images, int n);

    /**
     * Predicts classes of embeddings, if the objective trains a classifier: its first loss that has one.
     *
     * @param embeddings [n, d], row-major
     * @param n how many
     * @return the class of the largest score for each, the lowest of equal ones; empty without a classifier
     */
    Optional<int[]> classify(float[] embeddings, int n);

    /** {@return a copy of all weights and state} */
    Weights weights();

    /**
     * Replaces all weights and state, and starts the optimizer anew: what it gathered is forgotten.
     *
     * @param weights what {@link #weights} gave, here or on another engine
     * @throws IllegalArgumentException if names or shapes differ; nothing is changed then
     */
    void restore(Weights weights);

    /** {@return a copy of everything that the next step depends on} */
    TrainingState state();

    /**
     * Goes on from where a session was: every later step gives the bits that it would have given there.
     *
     * @param state what {@link #state} gave in a session of the same request on the same engine
     * @throws IllegalArgumentException if names or shapes differ; nothing is changed then
     */
    void resume(TrainingState state);

    @Override
    void close();
}
