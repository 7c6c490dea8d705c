package org.metricloss.core.cosine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.tensor.Tensor;

/**
 * A loss that is a {@link CosineSoftmax}: it says which one, and what the vectors are called. The vectors are learned state, of
 * which only the directions count. Class scores are the cosines without a margin.
 */
public interface CosineLoss extends CostedLoss {
    /** {@return the cross-entropy that this loss is} */
    CosineSoftmax softmax();

    /** {@return the declaration of the vectors, see {@link CosineSoftmax#vectors}} */
    LossState.Learned vectors(LossSetting setting);

    @Override
    default List<LossState> state(LossSetting setting) {
        return List.of(vectors(setting));
    }

    /** Only directions count. */
    @Override
    default Optional<Distance> trainedDistance() {
        return Optional.of(Distance.COSINE);
    }

    @Override
    default LossOutput compute(LossInput input) {
        return compute(input, Optional.empty());
    }

    /**
     * {@return what the cross-entropy says about a batch}
     *
     * @param input the batch
     * @param given [m, 1], one number for each sample that the target cosine is given
     */
    default LossOutput compute(LossInput input, Optional<Tensor> given) {
        String name =
                vectors(new LossSetting(input.classes(), input.dimension())).name();
        return softmax().compute(input, input.state(name), given);
    }

    @Override
    default Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        // The name does not depend on the setting.
        return Optional.of(softmax()
                .scores(embeddings, state.get(vectors(new LossSetting(1, 1)).name())));
    }

    @Override
    default Optional<Tensor> classLogits(Tensor embeddings, Map<String, Tensor> state) {
        return Optional.of(softmax()
                .logits(embeddings, state.get(vectors(new LossSetting(1, 1)).name())));
    }

    @Override
    default HeldArrays arrays(BatchProfile batch) {
        return softmax().arrays(batch);
    }

    /** Derivatives replace the cosines in the walk that adds up the value. */
    @Override
    default List<LossStage> stages() {
        return List.of(new LossStage(Set.of(LossPhase.VALUE, LossPhase.GRADIENT), 1, this, LossStage.Extent.ALL));
    }
}
