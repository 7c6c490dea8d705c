package org.metricloss.loss.softmax;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.cosine.CosineSoftmax;
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
 * What the losses with a margin share: a softmax over the cosines between an embedding and the weight vectors of the classes. Each
 * says only what becomes of the cosine with the own class. The weight vectors are learned state, {@value #WEIGHT}, of which
 * only the directions count. Diagnostics are the batch accuracy, without the margin, and the mean cosine with the own class.
 */
interface CosineLoss extends CostedLoss {
    /** The learned weight vectors, [classes, d]. */
    String WEIGHT = "weight";

    /** {@return the cross-entropy that this loss is} */
    CosineSoftmax softmax();

    @Override
    default List<LossState> state(LossSetting setting) {
        return List.of(CosineSoftmax.vectors(WEIGHT, setting.classes(), setting.dimension())
                .as(LossState.Role.CLASS_WEIGHTS));
    }

    @Override
    default LossOutput compute(LossInput input) {
        return softmax().compute(input, input.state(WEIGHT), Optional.empty());
    }

    @Override
    default Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        return Optional.of(softmax().scores(embeddings, state.get(WEIGHT)));
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
