package org.metricloss.core.loss;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;

/**
 * A loss that states its cost before it is computed: the tuples it considers, the arrays it holds, what may be set to
 * hold less, and the stages that the cost study times. Implementing it is optional; {@link #of} assumes a cost for
 * losses that do not.
 */
public interface CostedLoss extends MetricLoss {
    /**
     * Predicts how many tuples {@link #compute} considers, exactly as {@link Diagnostic#TUPLES_CONSIDERED} will count
     * them. By default these are the listed tuples, if the loss asks for any, and none otherwise.
     *
     * @param batch the batch's class sizes, dimension and listed tuples
     * @return the number of tuples, at least 0
     */
    default long tuples(BatchProfile batch) {
        return listedTuples().isPresent() ? batch.listedTuples() : 0;
    }

    /**
     * Predicts which arrays {@link #compute} holds, forward and backward. This is an estimate: the peak that is
     * measured for a large batch should be at least half and at most twice the bytes that an engine derives from it.
     *
     * @param batch the batch's class sizes, dimension and listed tuples
     * @return the arrays beside the embeddings and the state
     */
    HeldArrays arrays(BatchProfile batch);

    /**
     * Names what a user whose memory this loss exceeds may set instead.
     *
     * @return settings as experiment files write them, such as {@code algorithm: exact}, each with this loss under it;
     *     none by default
     */
    default Map<String, MetricLoss> cheaper() {
        return Map.of();
    }

    /**
     * Cuts the work of {@link #compute} into stages, for measuring what each phase of it costs. By default the value is
     * one stage and the derivatives, with the next state, are another, both in time proportional to the samples.
     *
     * @return the stages in order, each phase once at most; the last does all of this loss's work
     */
    default List<LossStage> stages() {
        return LossStage.valueAndGradient(Set.of(LossPhase.VALUE), 1, 1, this);
    }

    /**
     * {@return the loss itself if it states its cost; else the loss with an assumed cost: no tuples but listed ones,
     * the arrays of a loss that compares all pairs of samples, and all samples with all classes, by tensor operations,
     * and the default stages}
     *
     * @param loss any loss
     */
    static CostedLoss of(MetricLoss loss) {
        return loss instanceof CostedLoss costed ? costed : new AssumedCost(loss);
    }
}
