package org.metricloss.core.evaluation;

import java.util.Objects;
import java.util.Optional;

/**
 * The data on which a trained network is evaluated.
 *
 * @param test the embeddings of the held-out part
 * @param trainReference the embeddings of (a sample of) the training data, if the test part has the same classes; it
 *     has the same dimension as {@code test}
 * @param predictions the label that the classifier predicts for each test sample, if the objective has a classifier
 * @param pairs the pairs of test samples to verify; if empty, all pairs are verified
 * @param queryGallery the division of the test samples into queries and the gallery that they rank; if empty, each
 *     sample ranks all others
 * @param classifier what the classifier says beside the predictions; empty without a classifier, or if no measure needs it
 * @param distance the distance used to find neighbours and nearest centers
 * @param seed decides the random draws of measures: the start of k-means, and the sample of pairs if there are too many
 *     to examine all
 * @param threads the number of threads, at least 1; it does not affect the values
 */
public record EvaluationInput(
        Embeddings test,
        Optional<Embeddings> trainReference,
        Optional<int[]> predictions,
        Optional<LabelledPairs> pairs,
        Optional<QueryGallery> queryGallery,
        Optional<ClassifierDetails> classifier,
        Distance distance,
        long seed,
        int threads) {
    /**
     * Describes data of which the classifier tells nothing beside its predictions.
     *
     * @param test the embeddings of the held-out part
     * @param trainReference the embeddings of (a sample of) the training data, if the test part has the same classes
     * @param predictions the label that the classifier predicts for each test sample, if the objective has a classifier
     * @param pairs the pairs of test samples to verify; if empty, all pairs are verified
     * @param queryGallery the division of the test samples into queries and gallery; if empty, each sample ranks all others
     * @param distance the distance used to find neighbours and nearest centers
     * @param seed decides the random draws of measures
     * @param threads the number of threads, at least 1
     * @throws IllegalArgumentException if dimensions, the number of predictions or the division do not match, or threads
     *     is less than 1
     */
    public EvaluationInput(
            Embeddings test,
            Optional<Embeddings> trainReference,
            Optional<int[]> predictions,
            Optional<LabelledPairs> pairs,
            Optional<QueryGallery> queryGallery,
            Distance distance,
            long seed,
            int threads) {
        this(test, trainReference, predictions, pairs, queryGallery, Optional.empty(), distance, seed, threads);
    }

    /**
     * Describes data in which each test sample ranks all others.
     *
     * @param test the embeddings of the held-out part
     * @param trainReference the embeddings of (a sample of) the training data, if the test part has the same classes
     * @param predictions the label that the classifier predicts for each test sample, if the objective has a classifier
     * @param pairs the pairs of test samples to verify; if empty, all pairs are verified
     * @param distance the distance used to find neighbours and nearest centers
     * @param seed decides the random draws of measures
     * @param threads the number of threads, at least 1
     * @throws IllegalArgumentException if dimensions or the number of predictions do not match, or threads is less than
     *     1
     */
    public EvaluationInput(
            Embeddings test,
            Optional<Embeddings> trainReference,
            Optional<int[]> predictions,
            Optional<LabelledPairs> pairs,
            Distance distance,
            long seed,
            int threads) {
        this(test, trainReference, predictions, pairs, Optional.empty(), distance, seed, threads);
    }

    /**
     * @throws IllegalArgumentException if dimensions, the number of predictions or the division do not match, or threads
     *     is less than 1
     */
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
        queryGallery.ifPresent(parts -> parts.requireFits(test.rows()));
        if (classifier.isPresent() && classifier.get().leads().length != test.rows()) {
            throw new IllegalArgumentException("the classifier must tell the lead of each test sample, got "
                    + classifier.get().leads().length + " for " + test.rows());
        }
        predictions = predictions.map(int[]::clone);
    }

    /**
     * {@return embeddings to be compared with each other by Euclidean distance, with seed 0, on all processors}
     *
     * @param test the embeddings
     */
    public static EvaluationInput of(Embeddings test) {
        return new EvaluationInput(
                test,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Distance.EUCLIDEAN,
                0,
                Runtime.getRuntime().availableProcessors());
    }

    /**
     * {@return this input by another distance}
     *
     * @param other the distance used to find neighbours and nearest centers
     */
    public EvaluationInput by(Distance other) {
        return new EvaluationInput(
                test, trainReference, predictions, pairs, queryGallery, classifier, other, seed, threads);
    }

    /**
     * {@return this input with training data to classify by, for the measures of nearest centers and neighbours}
     *
     * @param reference embeddings of training data with the same classes
     */
    public EvaluationInput against(Embeddings reference) {
        return new EvaluationInput(
                test, Optional.of(reference), predictions, pairs, queryGallery, classifier, distance, seed, threads);
    }

    /**
     * {@return this input with pairs to verify}
     *
     * @param verified pairs of test samples
     */
    public EvaluationInput verifying(LabelledPairs verified) {
        return new EvaluationInput(
                test,
                trainReference,
                predictions,
                Optional.of(verified),
                queryGallery,
                classifier,
                distance,
                seed,
                threads);
    }

    /**
     * {@return this input with what a classifier says beside its predictions}
     *
     * @param details of each test sample
     * @throws IllegalArgumentException if they are not of as many samples as the test part has
     */
    public EvaluationInput classifiedBy(ClassifierDetails details) {
        return new EvaluationInput(
                test, trainReference, predictions, pairs, queryGallery, Optional.of(details), distance, seed, threads);
    }

    /** {@return a copy of the predicted labels; empty if there is no classifier} */
    @Override
    public Optional<int[]> predictions() {
        return predictions.map(int[]::clone);
    }
}
