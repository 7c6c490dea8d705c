package org.metricloss.loss.contrastive;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.mining.Mining;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.pair.PairPass;
import org.metricloss.core.tensor.Tensor;

/**
 * Contrastive loss over all pairs of a batch, or over listed pairs. With D_ij the Euclidean distance of two embeddings
 * and a the margin, a pair costs
 *
 * <pre>{@code
 *            equal labels              different labels
 * squared    1/2 max(0, D - a_pos)^2   1/2 max(0, a - D)^2
 * linear     max(0, D - a_pos)         max(0, a - D)
 * }</pre>
 *
 * <p>Squared is equation 4 of Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping (CVPR
 * 2006), where a_pos is 0 and one divisor, the number of all pairs m(m-1)/2, makes the mean. Linear is the form that
 * pytorch-metric-learning made common: equal and different pairs are averaged separately and the two means added, each
 * over its active pairs, or over all.
 *
 * <p>Pairs are unordered: each is considered, and counted, once. Only the sum of the linear form is, as published, over
 * ordered pairs, so that each pair enters twice; listed pairs enter as often as they are listed. Two embeddings at
 * distance 0 have no direction to move in: such a pair has a zero gradient. A batch without pairs has the value 0.
 *
 * @param pairs which pairs are compared
 * @param form the formula of a pair's loss
 * @param margin a: pairs of different label farther apart than this cost nothing; above 0
 * @param positiveMargin a_pos: pairs of equal label nearer than this cost nothing; at least 0
 * @param normalize whether embeddings are divided by their Euclidean norm first
 * @param reduction how pairs become one number: in the squared form all together, in the linear form by kind
 * @param algorithm how all pairs are computed
 * @param mining which pairs are used, by steps. Pairs are mined for each sample as an anchor; the margin of a rule is
 *     that of the loss. A pair that is mined from both sides is used once
 * @param distance D; the margins are in its unit. Other distances than the Euclidean one and mining are only for all
 *     pairs by the exact algorithm
 */
public record ContrastiveLoss(
        PairChoice pairs,
        ContrastiveForm form,
        double margin,
        double positiveMargin,
        boolean normalize,
        TupleReduction reduction,
        Algorithm algorithm,
        Stepwise<MiningRule> mining,
        PairDistance distance)
        implements CostedLoss {
    /** The range of the margin. */
    static final Range MARGIN = Range.positive();
    /** The range of the positive margin. */
    static final Range POSITIVE_MARGIN = Range.atLeast(0);

    /** Checks the ranges. */
    public ContrastiveLoss {
        if (!MARGIN.contains(margin)) {
            throw new IllegalArgumentException("margin must be %s, got %s".formatted(MARGIN, margin));
        }
        if (!POSITIVE_MARGIN.contains(positiveMargin)) {
            throw new IllegalArgumentException(
                    "positiveMargin must be %s, got %s".formatted(POSITIVE_MARGIN, positiveMargin));
        }
        distance.require(normalize);
        mining.choices().forEach(rule -> rule.require(normalize));
        boolean plain = mining.isConstant() && mining.first() == MiningRule.ALL && distance == PairDistance.EUCLIDEAN;
        if (!plain && (pairs == PairChoice.EXPLICIT || algorithm == Algorithm.ENUMERATE)) {
            throw new IllegalArgumentException(
                    "mining and distance can be set only with pairs: all and algorithm: exact");
        }
    }

    /**
     * All pairs, or listed ones, by the Euclidean distance.
     *
     * @param pairs which pairs are compared
     * @param form the formula of a pair's loss
     * @param margin above 0
     * @param positiveMargin at least 0
     * @param normalize whether embeddings are divided by their Euclidean norm first
     * @param reduction how pairs become one number
     * @param algorithm how all pairs are computed
     */
    public ContrastiveLoss(
            PairChoice pairs,
            ContrastiveForm form,
            double margin,
            double positiveMargin,
            boolean normalize,
            TupleReduction reduction,
            Algorithm algorithm) {
        this(
                pairs,
                form,
                margin,
                positiveMargin,
                normalize,
                reduction,
                algorithm,
                Stepwise.always(MiningRule.ALL),
                PairDistance.EUCLIDEAN);
    }

    /** {@return whether every pair is taken in every step} */
    boolean minesAll() {
        return mining.isConstant() && mining.first() == MiningRule.ALL;
    }

    /** {@return what mines the pairs} */
    Mining miners() {
        return Mining.by(mining, distance, margin);
    }

    /** {@return embeddings as they are compared} */
    Tensor embeddings(Tensor embeddings) {
        return normalize ? embeddings.normalizeRows() : embeddings;
    }

    /** {@return whether anchors are handled one by one, each with all its pairs} */
    boolean byAnchors() {
        return !minesAll() || distance != PairDistance.EUCLIDEAN;
    }

    @Override
    public boolean needsTwoOfAClass() {
        return miners().needsBoth();
    }

    @Override
    public boolean comparesReferences() {
        return pairs == PairChoice.ALL && algorithm == Algorithm.EXACT;
    }

    @Override
    public int drawsPerSample(int samples) {
        return miners().drawsPerSample();
    }

    @Override
    public Optional<TupleKind> listedTuples() {
        return pairs == PairChoice.EXPLICIT ? Optional.of(TupleKind.PAIRS) : Optional.empty();
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return Optional.of(normalize ? Distance.COSINE : Distance.EUCLIDEAN);
    }

    @Override
    public LossOutput compute(LossInput input) {
        if (pairs == PairChoice.EXPLICIT) {
            return ExplicitPairs.compute(this, input);
        }
        if (byAnchors() || input.references().isPresent()) {
            return ContrastiveAnchors.compute(this, input);
        }
        Tensor embeddings = embeddings(input.embeddings());
        return switch (algorithm) {
            case EXACT -> ExactPairs.compute(this, embeddings, input.labels());
            case ENUMERATE -> EnumeratedPairs.compute(this, embeddings, input);
        };
    }

    @Override
    public Map<String, MetricLoss> cheaper() {
        return pairs == PairChoice.ALL && algorithm == Algorithm.ENUMERATE
                ? Map.of(
                        "algorithm: exact",
                        new ContrastiveLoss(pairs, form, margin, positiveMargin, normalize, reduction, Algorithm.EXACT))
                : Map.of();
    }

    @Override
    public List<LossStage> stages() {
        return ContrastiveStages.of(this);
    }

    @Override
    public long tuples(BatchProfile batch) {
        return pairs == PairChoice.EXPLICIT ? batch.listedTuples() : batch.pairs();
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        HeldArrays ofPairs = ofPairs(batch);
        return normalize ? ofPairs.normalizedRows(batch.samples(), batch.dimension()) : ofPairs;
    }

    private HeldArrays ofPairs(BatchProfile batch) {
        if (pairs == PairChoice.EXPLICIT) {
            return ExplicitPairs.arrays(batch);
        }
        return switch (algorithm) {
            case EXACT ->
                byAnchors()
                        ? PairPass.arrays(batch.samples(), batch.dimension(), 1, false)
                        : PairPass.arrays(batch.samples(), batch.dimension(), ExactPairs.groups(form, reduction), true);
            case ENUMERATE -> EnumeratedPairs.arrays(batch.samples());
        };
    }
}
