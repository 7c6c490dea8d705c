package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.Range;
import org.metricloss.core.tensor.Tensor;

/**
 * Lifted structure loss in both published forms. With D the Euclidean distance,
 *
 * <pre>{@code
 * pairs     J_ij = log( sum_n exp(margin - D_in) + sum_n exp(margin - D_jn) ) + D_ij - positiveMargin,
 *           1/2 max(0, J_ij)^2, the mean over all pairs (i, j) of equal label; n runs over the negatives of i and of j
 * anchors   max(0, log sum_p exp(D_ap - positiveMargin) + log sum_n exp(margin - D_an)), the mean over all samples a
 * }</pre>
 *
 * <p>Pairs is equation 4 of Song, Xiang, Jegelka, Savarese: Deep Metric Learning via Lifted Structured Feature
 * Embedding (CVPR 2016). Anchors is the generalized form of Hermans, Beyer, Leibe: In Defense of the Triplet Loss for
 * Person Re-Identification (2017), equation 7, there as a sum and not a mean; a sample without positives or without
 * negatives has 0 instead of that logarithm and still counts in the mean. Two embeddings at distance 0 have no
 * direction to move in.
 *
 * <p>Compared with a constant reference set, the negatives of a reference are not known: J has those of the sample
 * only.
 *
 * @param form which of the two
 * @param margin negatives farther apart than this cost little; a finite number
 * @param positiveMargin is subtracted from the distances of positives; a finite number
 * @param normalize whether embeddings are divided by their Euclidean norm first
 */
public record LiftedStructureLoss(LiftedStructureForm form, double margin, double positiveMargin, boolean normalize)
        implements AnchorLoss {
    /** The range of both margins. */
    public static final Range MARGIN = Range.finite();

    /** Checks the ranges. */
    public LiftedStructureLoss {
        MARGIN.require("margin", margin);
        MARGIN.require("positiveMargin", positiveMargin);
    }

    /** In the form of anchors, a sample without positives still costs something. */
    @Override
    public boolean needsTwoOfAClass() {
        return form == LiftedStructureForm.PAIRS;
    }

    /** Both forms do: of a pair with a reference, J has the negatives of the sample alone. */
    @Override
    public boolean comparesReferences() {
        return true;
    }

    /** A pair needs the negatives of both samples. */
    @Override
    public boolean looksAhead() {
        return form == LiftedStructureForm.PAIRS;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        return switch (form) {
            case PAIRS -> new LiftedPairs(this);
            case ANCHORS -> new LiftedAnchors(this, type, references);
        };
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        return switch (form) {
            case PAIRS -> sums.costOver(sums.considered());
            case ANCHORS -> sums.cost().mul(1.0 / input.samples());
        };
    }

    /** Ordered pairs: those of equal label if there are two classes, or all. */
    @Override
    public long tuples(BatchProfile batch) {
        return switch (form) {
            case PAIRS -> batch.orderedNegativePairs() > 0 ? batch.orderedPositivePairs() : 0;
            case ANCHORS -> 2 * batch.pairs();
        };
    }
}
