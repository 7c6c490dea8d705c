package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossPhase;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.pair.PairLook;
import org.metricloss.core.tensor.Tensor;

/**
 * The stages of a contrastive loss. If labels alone determine its pairs, finding them is not a separate phase. Miners choose
 * them for one anchor after the other, in the pass that also computes value and gradient.
 */
final class ContrastiveStages {
    private ContrastiveStages() {}

    static List<LossStage> of(ContrastiveLoss loss) {
        if (loss.pairs() == PairChoice.EXPLICIT) {
            return staged(
                    loss,
                    1,
                    LossStage.part(Set.of(LossPhase.DISTANCES), 1, loss, input -> listedDistances(loss, input)));
        }
        if (loss.algorithm() == Algorithm.ENUMERATE) {
            return staged(
                    loss,
                    2,
                    LossStage.part(
                            Set.of(LossPhase.DISTANCES),
                            2,
                            loss,
                            input -> embeddings(loss, input)
                                    .squaredDistances()
                                    .sqrt()
                                    .sum()));
        }
        if (loss.byAnchors()) {
            return List.of(
                    distances(loss, false),
                    new LossStage(
                            Set.of(LossPhase.MINING, LossPhase.VALUE, LossPhase.GRADIENT),
                            2,
                            loss,
                            LossStage.Extent.ALL));
        }
        return List.of(
                distances(loss, true),
                LossStage.part(
                        Set.of(LossPhase.MINING, LossPhase.VALUE),
                        2,
                        loss,
                        input -> ExactPairs.forward(loss, embeddings(loss, input), input.labels())),
                new LossStage(Set.of(LossPhase.GRADIENT), 2, loss, LossStage.Extent.ALL));
    }

    /** @param symmetric whether the pairs (i, j) and (j, i) are looked at once */
    private static LossStage distances(ContrastiveLoss loss, boolean symmetric) {
        return LossStage.part(
                Set.of(LossPhase.DISTANCES),
                2,
                loss,
                input -> embeddings(loss, input).onHost(new PairLook(symmetric)).get(0));
    }

    private static List<LossStage> staged(ContrastiveLoss loss, int exponent, LossStage distances) {
        List<LossStage> stages = new ArrayList<>(List.of(distances));
        stages.addAll(LossStage.valueAndGradient(Set.of(LossPhase.MINING, LossPhase.VALUE), exponent, exponent, loss));
        return stages;
    }

    private static Tensor embeddings(ContrastiveLoss loss, LossInput input) {
        return loss.normalize() ? input.embeddings().normalizeRows() : input.embeddings();
    }

    private static Tensor listedDistances(ContrastiveLoss loss, LossInput input) {
        return ExplicitPairs.distances(
                        embeddings(loss, input), input.listed(TupleKind.PAIRS, 0), input.listed(TupleKind.PAIRS, 1))
                .sum();
    }
}
