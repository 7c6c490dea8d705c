package org.metricloss.core.evaluation;

import java.util.Objects;
import java.util.Optional;

/**
 * What a trained network is evaluated on.
 *
 * @param test the embeddings of the held-out part
 * @param trainReference the embeddings of (a sample of) the training data, where its classes are those of the test part; of
 *     the same dimension
 * @param predictions the label that the classifier predicts for each test sample, where the objective has a classifier
 * @param pairs pairs of test samples to verify; where there are none, all pairs are
 * @param distance the distance in which neighbours and nearest centers are looked for
 * @param seed decides what measures draw: the start of k-means, and pairs where there are too many to look at all
 * @param threads how many threads compute, at least 1; without influence on the values
 */
public record EvaluationInput(
        Embeddings test,
        Optional<Embeddings> trainReference,
        Optional<int[]> predictions,
        Optional<LabelledPairs> pairs,
        Distance distance,
        long seed,
        int threads) {
    /** @throws IllegalArgumentException if dimensions or the number of predictions do not fit, or threads is less than 1 */
    public EvaluationInput {
        Objects.requireNonNull(distance, "distance");
        if (trainReference.isPresent()
                && test.dimension() != trainReference.get().dimension()) {
            throw new IllegalArgumentException("test and trainReference must have the same dimension, got "
                    + test.dimension() + " and " + trainReference.get().dimension());
        }
        if (predictions.isPresent() && predictions.get().length != test.rows()) {
            throw new IllegalArgumentException("there must be one prediction per test sample, got "
                    + predictions.get().length + " for " + test.rows());
        }
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        predictions = predictions.map(int[]::clone);
    }

    /** {@return a copy of the predicted labels, where there is a classifier} */
    @Override
    public Optional<int[]> predictions() {
        return predictions.map(int[]::clone);
    }
}
