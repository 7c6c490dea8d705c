package org.metricloss.core.mining;

import java.util.Optional;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.array.DataType;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.tensor.Tensor;

/**
 * Which positives and negatives a loss compares in which step, and by which distance they are chosen.
 *
 * @param miners the miners by steps
 * @param distance what they compare
 */
public record Mining(Stepwise<Miner> miners, PairDistance distance) {
    /** {@return mining by published rules} */
    public static Mining by(Stepwise<MiningRule> rules, PairDistance distance, double margin) {
        return new Mining(rules.map(rule -> rule.miner(margin)), distance);
    }

    /** {@return how many uniform draws each anchor needs} */
    public int drawsPerSample() {
        return miners.choices().stream().mapToInt(Miner::drawsPerAnchor).max().orElse(0);
    }

    /** {@return whether every miner chooses only from anchors that have both a positive and a negative} */
    public boolean needsBoth() {
        return miners.choices().stream().allMatch(Miner::needsBoth);
    }

    /**
     * {@return the numbers that a mined formula is given with each sample, [m, k]: the draws and the number of the miner;
     * empty if there are none}
     *
     * @param input the batch; its draws are for the miners
     */
    public Optional<Tensor> given(LossInput input) {
        return joined(input.draws().filter(draws -> drawsPerSample() > 0), miners.indices(input));
    }

    private static Optional<Tensor> joined(Optional<Tensor> first, Optional<Tensor> second) {
        return first.isPresent() && second.isPresent()
                ? Optional.of(first.get().concat(second.get(), 1))
                : first.or(() -> second);
    }

    /**
     * {@return a miner of one thread}
     *
     * @param type the type of the embeddings
     * @param references the largest number of references
     * @param dimension the dimension of the embeddings
     * @param given how many numbers the loss itself gives with an anchor, before those of {@link #given}
     */
    public AnchorMiner worker(DataType type, int references, int dimension, int given) {
        return new AnchorMiner(this, type, references, dimension, given);
    }

    /**
     * Sums a formula over what is mined.
     *
     * @param formula sees of each anchor only the positives and negatives that were mined; it must not look ahead
     * @param symmetric whether the cost of a pair is the same from both sides: then (i, j) and (j, i) are one pair within a
     *     batch, which is taken once if it is mined from either side
     * @param normalize whether embeddings and references are divided by their Euclidean norm first
     * @param input the batch, for embeddings, labels, draws and the step
     * @param references what the batch is compared with; empty for itself
     * @param own numbers that the formula is given with each sample, if any
     * @return the sums, with the tallies of the formula followed by the number of pairs that the miners looked at: those of
     *     each anchor and each of its references
     */
    public AnchorSums sums(
            AnchorFormula formula,
            boolean symmetric,
            boolean normalize,
            LossInput input,
            Optional<ReferenceSet> references,
            Optional<Tensor> own) {
        return AnchorSums.of(
                mined(formula, symmetric && references.isEmpty(), own),
                normalize,
                input.embeddings(),
                input.labels(),
                references,
                joined(own, given(input)));
    }

    /** {@return the cost that {@link #sums} gives for a batch alone and ordered pairs, without a gradient: for measuring} */
    Tensor forward(AnchorFormula formula, boolean normalize, LossInput input, Optional<Tensor> own) {
        return AnchorSums.forward(
                mined(formula, false, own), normalize, input.embeddings(), input.labels(), joined(own, given(input)));
    }

    private AnchorFormula mined(AnchorFormula formula, boolean symmetric, Optional<Tensor> own) {
        return new MinedFormula(
                formula,
                this,
                symmetric,
                own.map(numbers -> numbers.shape().size(1)).orElse(0));
    }
}
