package org.metricloss.core.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.tensor.Tensor;

/**
 * A loss over the embeddings of a batch: an immutable formula that is independent of the engine.
 *
 * <p>A loss may keep state that belongs to the session it is trained in: <em>learned</em> state follows its gradient
 * through the optimizer (class weights, proxies), <em>moved</em> state is replaced after each step by what the loss
 * returns (class centers). A loss never knows which other losses share its objective, nor its own weight in it.
 *
 * <p>Only {@link #compute} must be implemented. A loss that can state its cost implements {@link CostedLoss}.
 */
public interface MetricLoss {
    /**
     * Declares the state of this loss.
     *
     * @param setting the number of classes and the embedding dimension
     * @return one declaration for each state; none by default
     * @throws IllegalArgumentException if the loss cannot work in that setting
     */
    default List<LossState> state(LossSetting setting) {
        return List.of();
    }

    /**
     * {@return how many uniform random draws per sample {@link LossInput#draws} must hold; 0 if the loss is
     * deterministic}
     *
     * @param samples the number of samples in a batch
     */
    default int drawsPerSample(int samples) {
        return 0;
    }

    /**
     * {@return whether {@link #compute} can compare the batch with {@link LossInput#references} instead of itself: then
     * every sample of the batch is an anchor, its positives are all references of its label, and its negatives all
     * others that are present}
     */
    default boolean comparesReferences() {
        return false;
    }

    /**
     * {@return whether the value is 0 for every batch without two samples of a class; false by default. An experiment none of whose
     * batches has two is then refused, unless the loss has a memory}
     */
    default boolean needsTwoOfAClass() {
        return false;
    }

    /** {@return the tuples that {@link LossInput#tuples} must list; empty if the loss forms its own from the batch} */
    default Optional<TupleKind> listedTuples() {
        return Optional.empty();
    }

    /**
     * Computes the loss of a batch. If there is nothing to compare, the value is 0 with a zero gradient, never NaN.
     *
     * <p>This method may run once to build a graph for many batches: it must depend on shapes only, never on values.
     *
     * @param input the batch
     * @return the value, next moved state and diagnostics
     */
    LossOutput compute(LossInput input);

    /**
     * {@return the distance in which training this loss brings samples of a class together, and in which embeddings are
     * therefore judged; empty if it has none of its own, so that the other losses of an objective decide. Euclidean by
     * default}
     */
    default Optional<Distance> trainedDistance() {
        return Optional.of(Distance.EUCLIDEAN);
    }

    /**
     * Scores classes, if training this loss trains a classifier as well.
     *
     * @param embeddings [m, d]
     * @param state this loss's state by name
     * @return scores [m, classes], the largest naming the predicted class; empty if this loss has no classifier
     */
    default Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        return Optional.empty();
    }

    /**
     * Returns the scores of {@link #classScores} on the scale on which this loss trains them: their softmax gives the
     * probabilities of the classes, without a margin. By default they are the scores themselves.
     *
     * @param embeddings [m, d]
     * @param state this loss's state by name
     * @return logits [m, classes], in the order of the scores; empty if this loss has no classifier
     */
    default Optional<Tensor> classLogits(Tensor embeddings, Map<String, Tensor> state) {
        return classScores(embeddings, state);
    }
}
