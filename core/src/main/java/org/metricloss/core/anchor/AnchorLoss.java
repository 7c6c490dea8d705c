package org.metricloss.core.anchor;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;

/**
 * A loss that consists of an {@link AnchorFormula} and of a divisor. A batch without tuples has the value 0.
 *
 * <p>Value and gradient take three matrix products (two for a batch of at most 1,448 samples), a formula that looks ahead
 * one more, and the memory of a block of distances.
 */
public interface AnchorLoss extends CostedLoss, AnchorFormula {
    /** {@return whether embeddings are divided by their Euclidean norm first} */
    boolean normalize();

    /**
     * Reduces the sums over the anchors to the value.
     *
     * @param sums the sums of the batch
     * @param input the batch, whose samples are the anchors
     * @return the value, a scalar
     */
    Tensor reduce(AnchorSums sums, LossInput input);

    /**
     * {@return numbers that the formula is given with each sample, [m, k]; none by default}
     *
     * @param input the batch
     */
    default Optional<Tensor> given(LossInput input) {
        return Optional.empty();
    }

    @Override
    default Optional<Distance> trainedDistance() {
        return Optional.of(normalize() ? Distance.COSINE : Distance.EUCLIDEAN);
    }

    @Override
    default LossOutput compute(LossInput input) {
        AnchorSums sums = sums(input, input.references());
        return LossOutput.of(reduce(sums, input))
                .total(Diagnostic.TUPLES_CONSIDERED, sums.considered())
                .total(Diagnostic.TUPLES_ACTIVE, sums.active());
    }

    /**
     * {@return the sums of this loss over the anchors of a batch}
     *
     * @param input the batch
     * @param references what the batch is compared with; empty for the batch itself
     */
    default AnchorSums sums(LossInput input, Optional<ReferenceSet> references) {
        return AnchorSums.of(this, normalize(), input.embeddings(), input.labels(), references, given(input));
    }

    /** {@return whether the formula needs nothing but the distances to the references} */
    @Override
    default boolean comparesReferences() {
        return !looksAhead();
    }

    @Override
    default HeldArrays arrays(BatchProfile batch) {
        HeldArrays pass = PairPass.arrays(batch.samples(), batch.dimension(), 1, false);
        // Normalized rows are computed in order.
        return normalize() ? pass.onHost(1, batch.samples(), batch.dimension()) : pass;
    }

    /**
     * {@return the power of the number of samples with which the time of the formula grows, if the number of classes stays
     * the same}
     */
    default int exponent() {
        return 2;
    }

    /** {@return a formula that ignores the distances} */
    private static AnchorFormula nothing() {
        return (type, references, dimension) -> anchor -> {};
    }

    @Override
    default List<LossStage> stages() {
        return List.of(
                LossStage.part(
                        Set.of(LossPhase.DISTANCES),
                        2,
                        this,
                        input -> AnchorSums.forward(
                                nothing(), normalize(), input.embeddings(), input.labels(), Optional.empty())),
                LossStage.part(
                        Set.of(LossPhase.MINING, LossPhase.VALUE),
                        exponent(),
                        this,
                        input -> AnchorSums.forward(
                                this, normalize(), input.embeddings(), input.labels(), given(input))),
                new LossStage(Set.of(LossPhase.GRADIENT), 2, this, LossStage.Extent.ALL));
    }
}
