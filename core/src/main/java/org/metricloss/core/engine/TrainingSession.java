package org.metricloss.core.engine;

import java.util.Optional;

/**
 * A network being trained under an objective. Used by one thread at a time; holds native memory until it is closed.
 */
public interface TrainingSession extends AutoCloseable {
    /**
     * Trains on one batch: forward, loss, gradients, update of weights and state. Loss, gradients and diagnostics
     * belong to the weights and state before the update. On return the device has computed everything, the update included.
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
     * Predicts the classes of embeddings with the first loss of the objective that has a classifier.
     *
     * @param embeddings [n, d], row-major
     * @param n how many
     * @return the class of the largest score for each, the lowest of equal ones; empty without a classifier
     */
    Optional<int[]> classify(float[] embeddings, int n);

    /**
     * Scores every class for embeddings, with the classifier of {@link #classify}.
     *
     * @param embeddings [n, d], row-major
     * @param n how many
     * @return [n, classes], row-major; empty without a classifier, or if the engine cannot tell the scores
     */
    default Optional<float[]> classScores(float[] embeddings, int n) {
        return Optional.empty();
    }

    /**
     * Returns the logits of every class for embeddings: the scores of {@link #classScores} on the scale on which the loss
     * trains them, so that their softmax gives the probabilities of the classes.
     *
     * @param embeddings [n, d], row-major
     * @param n how many
     * @return [n, classes], row-major; empty without a classifier, or if the engine cannot tell them
     */
    default Optional<float[]> classLogits(float[] embeddings, int n) {
        return Optional.empty();
    }

    /**
     * Differentiates the log-odds against each image's class, {@link ClassOdds}, by the image. The network is that of
     * {@link #embed}: dropout is off, batch normalisation uses its running statistics. Nothing is trained or changed. The
     * gradient of the softmax loss is this one times the probability of the other classes, so it has the same sign.
     *
     * @param images n images of the network's input shape, row-major, [n, channels * height * width]
     * @param labels the class of each image, n of them, in [0, classes)
     * @return for each image the derivative of its own log-odds, in the shape of the images, row-major; empty without a
     *     classifier, or if the engine cannot tell it
     */
    default Optional<float[]> inputGradient(float[] images, int[] labels) {
        return Optional.empty();
    }

    /**
     * {@return the bytes that {@link org.metricloss.core.tensor.Tensor#onHost} has copied between the device and the host in
     * all steps of this session; 0 where the host reads the device's memory, as on the processor}
     */
    default long hostBytes() {
        return 0;
    }

    /** {@return a copy of all weights and state} */
    Weights weights();

    /**
     * Replaces all weights and state, and resets the optimizer.
     *
     * @param weights the result of {@link #weights}, of this session or of another engine
     * @throws IllegalArgumentException if names or shapes differ; nothing is changed then
     */
    void restore(Weights weights);

    /** {@return a copy of the weights and of the state of losses and optimizer} */
    TrainingState state();

    /**
     * Restores the state of a session: later steps give the same bits as they would have given there.
     *
     * @param state the result of {@link #state} of a session with the same request on the same engine
     * @throws IllegalArgumentException if names or shapes differ; nothing is changed then
     */
    void resume(TrainingState state);

    @Override
    void close();
}
