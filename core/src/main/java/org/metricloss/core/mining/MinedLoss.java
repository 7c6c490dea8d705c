package org.metricloss.core.mining;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.tensor.Tensor;

/**
 * An {@link AnchorLoss} whose formula sees only the mined positives and negatives of each anchor. Pairs are ordered:
 * (i, j) and (j, i) are mined separately. The formula must not look ahead.
 */
public interface MinedLoss extends AnchorLoss {
    /** {@return what is mined; empty if every positive and negative is taken in every step} */
    Optional<Mining> mining();

    @Override
    default boolean needsTwoOfAClass() {
        return mining().map(Mining::needsBoth).orElse(false);
    }

    @Override
    default int drawsPerSample(int samples) {
        return mining().map(Mining::drawsPerSample).orElse(0);
    }

    @Override
    default AnchorSums sums(LossInput input, Optional<ReferenceSet> references) {
        return mining().map(mining -> mining.sums(this, false, normalize(), input, references, given(input)))
                .orElseGet(() -> AnchorLoss.super.sums(input, references));
    }

    /** With mining, the value is that of the mined pairs. */
    @Override
    default List<LossStage> stages() {
        List<LossStage> stages = new ArrayList<>(AnchorLoss.super.stages());
        mining().ifPresent(mining -> stages.set(
                1,
                LossStage.part(
                        Set.of(LossPhase.MINING, LossPhase.VALUE),
                        exponent(),
                        this,
                        input -> mining.forward(this, normalize(), input, given(input)))));
        return stages;
    }

    /** All pairs of a batch are considered, because which ones are mined depends on the distances. */
    @Override
    default LossOutput compute(LossInput input) {
        if (mining().isEmpty()) {
            return AnchorLoss.super.compute(input);
        }
        AnchorSums sums = sums(input, input.references());
        Tensor mined = sums.considered();
        long all = 2 * BatchProfile.even(input.samples(), 1, 1).pairs();
        return LossOutput.of(reduce(sums, input))
                .total(
                        Diagnostic.TUPLES_CONSIDERED,
                        input.references().isPresent()
                                ? sums.tallies().get(MinedFormula.looked(this))
                                : mined.full(all))
                .total(Diagnostic.TUPLES_ACTIVE, sums.active())
                .total(Diagnostic.TUPLES_MINED, mined);
    }
}
