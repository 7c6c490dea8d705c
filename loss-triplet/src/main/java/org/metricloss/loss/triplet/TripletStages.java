package org.metricloss.loss.triplet;

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
 * The stages of a triplet loss. The exact algorithm mines and adds up in one pass over a row of distances; if it
 * chooses one triplet for each anchor, the choice comes first. Enumeration masks all m^3 triplets, whatever the
 * classes.
 */
final class TripletStages {
    private final TripletLoss loss;

    private TripletStages(TripletLoss loss) {
        this.loss = loss;
    }

    static List<LossStage> of(TripletLoss loss) {
        TripletStages stages = new TripletStages(loss);
        if (loss.mining() == Mining.EXPLICIT) {
            return stages.followedBy(
                    LossStage.part(Set.of(LossPhase.DISTANCES), 1, loss, stages::listedDistances),
                    Set.of(LossPhase.VALUE),
                    1,
                    1);
        }
        if (loss.algorithm() == Algorithm.ENUMERATE) {
            return stages.enumerated();
        }
        if (loss.mining() == Mining.RANDOM) {
            return List.of(new LossStage(
                    Set.of(LossPhase.MINING, LossPhase.DISTANCES, LossPhase.VALUE, LossPhase.GRADIENT),
                    2,
                    loss,
                    LossStage.Extent.ALL));
        }
        LossStage distances = LossStage.part(Set.of(LossPhase.DISTANCES), 2, loss, stages::pass);
        if (loss.mining() == Mining.HARD) {
            return List.of(
                    distances,
                    LossStage.part(
                            Set.of(LossPhase.MINING),
                            2,
                            loss,
                            input -> ExactChoice.places(stages.embeddings(input), input.labels(), loss)
                                    .get(0)
                                    .sum()),
                    new LossStage(Set.of(LossPhase.VALUE, LossPhase.GRADIENT), 1, loss, LossStage.Extent.ALL));
        }
        return List.of(
                distances,
                LossStage.part(
                        Set.of(LossPhase.MINING, LossPhase.VALUE),
                        2,
                        loss,
                        input -> ExactTriplets.forward(stages.embeddings(input), input.labels(), loss)),
                new LossStage(Set.of(LossPhase.GRADIENT), 2, loss, LossStage.Extent.ALL));
    }

    /** Mining by rules for one anchor after the other. */
    static List<LossStage> byAnchors(TripletLoss loss) {
        TripletStages stages = new TripletStages(loss);
        return List.of(
                LossStage.part(Set.of(LossPhase.DISTANCES), 2, loss, stages::pass),
                new LossStage(
                        Set.of(LossPhase.MINING, LossPhase.VALUE, LossPhase.GRADIENT), 2, loss, LossStage.Extent.ALL));
    }

    private List<LossStage> enumerated() {
        LossStage distances = LossStage.part(
                Set.of(LossPhase.DISTANCES),
                2,
                loss,
                input ->
                        loss.distance().of(embeddings(input).squaredDistances()).sum());
        if (loss.mining().choosesRows()) {
            return followedBy(distances, Set.of(LossPhase.MINING, LossPhase.VALUE), 2, 1);
        }
        List<LossStage> stages =
                new ArrayList<>(List.of(distances, LossStage.part(Set.of(LossPhase.MINING), 3, loss, input -> {
                    AnchorPairs pairs = AnchorPairs.of(embeddings(input), input, loss);
                    Tensor mined = loss.mining().masks(pairs, loss).mined().count();
                    return pairs.distances()
                            .sum()
                            .add(mined.cast(pairs.distances().dataType()));
                })));
        stages.addAll(LossStage.valueAndGradient(Set.of(LossPhase.VALUE), 3, 2, loss));
        return stages;
    }

    private List<LossStage> followedBy(LossStage first, Set<LossPhase> value, int exponent, int gradientExponent) {
        List<LossStage> stages = new ArrayList<>(List.of(first));
        stages.addAll(LossStage.valueAndGradient(value, exponent, gradientExponent, loss));
        return stages;
    }

    private Tensor embeddings(LossInput input) {
        return loss.normalize() ? input.embeddings().normalizeRows() : input.embeddings();
    }

    private Tensor pass(LossInput input) {
        return embeddings(input).onHost(new PairLook(false)).get(0);
    }

    private Tensor listedDistances(LossInput input) {
        Tensor embeddings = embeddings(input);
        Tensor anchors = embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 0));
        Tensor positives = embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 1));
        Tensor negatives = embeddings.gatherRows(input.listed(TupleKind.TRIPLETS, 2));
        return ChosenTriplets.distance(anchors, positives, loss)
                .add(ChosenTriplets.distance(anchors, negatives, loss))
                .sum();
    }
}
