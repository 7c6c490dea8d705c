package org.metricloss.loss.contrastive;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Phase;
import org.metricloss.core.loss.Stage;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.pair.PairLook;
import org.metricloss.core.tensor.Tensor;

/** The stages of a contrastive loss: its pairs are told by labels alone, so that finding them is no phase of its own. */
final class ContrastiveStages {
    private ContrastiveStages() {}

    static List<Stage> of(ContrastiveLoss loss) {
        if (loss.pairs() == PairChoice.EXPLICIT) {
            return staged(loss, 1, Stage.part(Set.of(Phase.DISTANCES), 1, loss, input -> listedDistances(loss, input)));
        }
        if (loss.algorithm() == Algorithm.ENUMERATE) {
            return staged(
                    loss,
                    2,
                    Stage.part(
                            Set.of(Phase.DISTANCES),
                            2,
                            loss,
                            input -> embeddings(loss, input)
                                    .squaredDistances()
                                    .sqrt()
                                    .sum()));
        }
        return List.of(
                Stage.part(
                        Set.of(Phase.DISTANCES),
                        2,
                        loss,
                        input -> embeddings(loss, input)
                                .onHost(new PairLook(true))
                                .get(0)),
                Stage.part(
                        Set.of(Phase.MINING, Phase.VALUE),
                        2,
                        loss,
                        input -> ExactPairs.forward(loss, embeddings(loss, input), input.labels())),
                new Stage(Set.of(Phase.GRADIENT), 2, loss, Stage.Extent.ALL));
    }

    private static List<Stage> staged(ContrastiveLoss loss, int exponent, Stage distances) {
        List<Stage> stages = new ArrayList<>(List.of(distances));
        stages.addAll(Stage.valueAndGradient(Set.of(Phase.MINING, Phase.VALUE), exponent, exponent, loss));
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
