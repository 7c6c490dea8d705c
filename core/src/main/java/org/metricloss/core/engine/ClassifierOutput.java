package org.metricloss.core.engine;

import java.util.Map;
import java.util.Optional;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.tensor.Tensor;

/** What the classifier of an objective says of embeddings: that of its first loss that has one. */
public enum ClassifierOutput {
    /** The scores of {@link MetricLoss#classScores}, the largest naming the predicted class. */
    SCORES {
        @Override
        Optional<Tensor> of(MetricLoss loss, Tensor embeddings, Map<String, Tensor> state) {
            return loss.classScores(embeddings, state);
        }
    },
    /** The logits of {@link MetricLoss#classLogits}, whose softmax gives the probabilities of the classes. */
    LOGITS {
        @Override
        Optional<Tensor> of(MetricLoss loss, Tensor embeddings, Map<String, Tensor> state) {
            return loss.classLogits(embeddings, state);
        }
    };

    abstract Optional<Tensor> of(MetricLoss loss, Tensor embeddings, Map<String, Tensor> state);

    /**
     * {@return this output for every class, [m, classes]; empty if no loss has a classifier}
     *
     * @param objective the objective
     * @param setting the number of classes and the embedding dimension
     * @param embeddings [m, d]
     * @param state every state by its name in the objective, of a floating-point type
     */
    public Optional<Tensor> of(Objective objective, LossSetting setting, Tensor embeddings, Map<String, Tensor> state) {
        return objective.terms().stream()
                .flatMap(term -> of(term.loss(), embeddings, ObjectiveOutput.stateOf(term, setting, state)).stream())
                .findFirst();
    }
}
