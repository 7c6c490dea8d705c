package org.metricloss.loss.triplet;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.EnumeratedTriplets.Masks;

/** Which triplets of a batch are used. */
public enum Mining {
    /** Every (a, p, n): a and p two samples of equal label, n one of another. */
    ALL {
        @Override
        Masks masks(AnchorPairs pairs, TripletLoss loss) {
            return EnumeratedTriplets.all(pairs);
        }

        @Override
        AnchorRule rule(TripletLoss loss, int samples) {
            return loss.form() == TripletForm.HINGE
                    ? new HingeByThresholds(false, samples)
                    : new SoftplusByRows(false, samples);
        }
    },

    /**
     * Every (a, p, n) whose negative is farther than the positive but not beyond the margin, D_ap &lt; D_an &lt;= D_ap
     * + margin (Schroff et al., section 3.2): all of them.
     */
    SEMI_HARD {
        @Override
        Masks masks(AnchorPairs pairs, TripletLoss loss) {
            return EnumeratedTriplets.semiHard(pairs, loss);
        }

        @Override
        AnchorRule rule(TripletLoss loss, int samples) {
            return loss.form() == TripletForm.HINGE
                    ? new HingeByThresholds(true, samples)
                    : new SoftplusByRows(true, samples);
        }

        @Override
        HeldArrays enumeratedArrays(long samples, TripletLoss loss) {
            // Four masks of what is inside the margin.
            return EnumeratedTriplets.arrays(samples, loss).masks(4, samples, samples, samples);
        }

        @Override
        long considered(Anchor anchor) {
            return (long) anchor.positiveCount * anchor.negativeCount;
        }
    },

    /**
     * One triplet for each pair (a, p): the nearest negative that is farther than the positive, or the farthest
     * negative if none is. This is the rule that TensorFlow Addons published as semi-hard.
     */
    SEMI_HARD_NEAREST {
        @Override
        Masks masks(AnchorPairs pairs, TripletLoss loss) {
            return EnumeratedTriplets.semiHardNearest(pairs);
        }

        @Override
        AnchorRule rule(TripletLoss loss, int samples) {
            return new SemiHardNearest(samples);
        }

        /** Among equally far negatives the first is taken. */
        @Override
        boolean dependsOnOrder() {
            return true;
        }

        @Override
        HeldArrays enumeratedArrays(long samples, TripletLoss loss) {
            // Two arrays of candidates, one of what there is to choose, and four masks.
            return EnumeratedTriplets.arrays(samples, loss)
                    .operations(3, samples, samples, samples)
                    .masks(4, samples, samples, samples);
        }

        @Override
        long tuples(BatchProfile batch) {
            return batch.anchors() == 0 ? 0 : batch.orderedPositivePairs();
        }
    },

    /**
     * One triplet for each anchor: its farthest positive and its nearest negative (batch hard of Hermans et al.). An
     * anchor that lacks either is left out. Of equally far samples the one of lowest index in the batch is taken; with
     * mining that changes by steps, and among the samples of a memory, the first in the order of the classes.
     */
    HARD {
        @Override
        Triplets exact(Tensor embeddings, LossInput input, TripletLoss loss) {
            return ExactChoice.hardest(embeddings, input.labels(), loss);
        }

        /** The chosen rows are held as well as the blocks. */
        @Override
        HeldArrays exactArrays(BatchProfile batch, TripletLoss loss) {
            return PairPass.arrays(batch.samples(), batch.dimension(), 0, false)
                    .plus(ChosenPass.arrays(batch.samples(), batch.dimension()));
        }

        @Override
        HeldArrays enumeratedArrays(long samples, TripletLoss loss) {
            return EnumeratedChoice.arraysOfHardest(samples);
        }

        @Override
        Triplets enumerate(Tensor embeddings, LossInput input, TripletLoss loss) {
            return EnumeratedChoice.hardest(embeddings, AnchorPairs.of(embeddings, input, loss), loss);
        }

        @Override
        long tuples(BatchProfile batch) {
            return batch.anchors();
        }
    },

    /** One triplet for each anchor: one of its positives and one of its negatives, drawn evenly from the seed. */
    RANDOM {
        @Override
        Triplets exact(Tensor embeddings, LossInput input, TripletLoss loss) {
            return RandomChoice.of(embeddings, input.labels(), input.draws().orElseThrow(), loss);
        }

        @Override
        Triplets enumerate(Tensor embeddings, LossInput input, TripletLoss loss) {
            return EnumeratedChoice.random(
                    embeddings,
                    AnchorPairs.of(embeddings, input, loss),
                    input.draws().orElseThrow(),
                    loss);
        }

        @Override
        HeldArrays exactArrays(BatchProfile batch, TripletLoss loss) {
            return ChosenPass.arrays(batch.samples(), batch.dimension());
        }

        @Override
        HeldArrays enumeratedArrays(long samples, TripletLoss loss) {
            return EnumeratedChoice.arraysOfRandom(samples);
        }

        @Override
        long tuples(BatchProfile batch) {
            return batch.anchors();
        }
    },

    /** One triplet for each anchor, see {@link MiningRule#EASY_POSITIVE}. */
    EASY_POSITIVE {
        @Override
        boolean byAnchors() {
            return true;
        }
    },

    /** One triplet for each pair (a, p), see {@link MiningRule#DISTANCE_WEIGHTED}. */
    DISTANCE_WEIGHTED {
        @Override
        boolean byAnchors() {
            return true;
        }
    },

    /** All triplets of an anchor's mined positives and negatives, see {@link MiningRule#MULTI_SIMILARITY}. */
    MULTI_SIMILARITY {
        @Override
        boolean byAnchors() {
            return true;
        }
    },

    /** The triplets that the batch lists, each as often as it is listed. O(t) for t of them. */
    EXPLICIT {
        @Override
        Triplets exact(Tensor embeddings, LossInput input, TripletLoss loss) {
            return ExplicitTriplets.of(embeddings, input, loss);
        }

        @Override
        Triplets enumerate(Tensor embeddings, LossInput input, TripletLoss loss) {
            return ExplicitTriplets.of(embeddings, input, loss);
        }

        @Override
        long tuples(BatchProfile batch) {
            return batch.listedTuples();
        }

        @Override
        HeldArrays exactArrays(BatchProfile batch, TripletLoss loss) {
            return ChosenTriplets.arrays(batch.listedTuples(), batch.dimension(), loss);
        }

        @Override
        HeldArrays enumeratedArrays(long samples, TripletLoss loss) {
            throw new UnsupportedOperationException(this + " has no tuples to enumerate");
        }
    };

    /** Mines on the host, by this mining's rule for an anchor. */
    Triplets exact(Tensor embeddings, LossInput input, TripletLoss loss) {
        return ExactTriplets.of(embeddings, input.labels(), loss);
    }

    /** Mines by tensor operations over all tuples. */
    Triplets enumerate(Tensor embeddings, LossInput input, TripletLoss loss) {
        AnchorPairs pairs = AnchorPairs.of(embeddings, input, loss);
        return EnumeratedTriplets.of(pairs, loss, masks(pairs, loss));
    }

    /** {@return which of all triplets are taken, BOOL [m, m, m]} */
    Masks masks(AnchorPairs pairs, TripletLoss loss) {
        throw new UnsupportedOperationException(this + " chooses one triplet for each anchor");
    }

    /** {@return whether there is a rule for one anchor after the other that needs no list of triplets} */
    boolean hasRule() {
        return this == ALL || this == SEMI_HARD || this == SEMI_HARD_NEAREST;
    }

    /** {@return a rule for the anchors of one thread} */
    AnchorRule rule(TripletLoss loss, int samples) {
        throw new UnsupportedOperationException(this + " chooses one triplet for each anchor");
    }

    /** {@return whether the selected triplets depend on the order of the samples} */
    boolean dependsOnOrder() {
        return false;
    }

    /** {@return how many triplets the rule has considered} */
    long considered(Anchor anchor) {
        return anchor.mined;
    }

    /** {@return whether triplets are given by their rows, so that their distances are computed anew} */
    boolean choosesRows() {
        return this == HARD || this == RANDOM || this == EXPLICIT;
    }

    /** {@return how many triplets are considered: all, unless the distances do not matter to the number} */
    long tuples(BatchProfile batch) {
        return batch.triplets();
    }

    /** {@return whether this mining exists only as a rule for one anchor after the other, without a form of its own} */
    boolean byAnchors() {
        return false;
    }

    /** {@return the rule of the same name; not for {@link #EXPLICIT}} */
    MiningRule rule() {
        return MiningRule.valueOf(name());
    }

    /** {@return the arrays that are held beside the embeddings} */
    HeldArrays exactArrays(BatchProfile batch, TripletLoss loss) {
        return PairPass.arrays(batch.samples(), batch.dimension(), 1, false);
    }

    /** {@return the same by tensor operations over all tuples of m samples} */
    HeldArrays enumeratedArrays(long samples, TripletLoss loss) {
        return EnumeratedTriplets.arrays(samples, loss);
    }
}
