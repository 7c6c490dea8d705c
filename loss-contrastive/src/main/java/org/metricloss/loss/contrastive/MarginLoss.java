package org.metricloss.loss.contrastive;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.anchor.AnchorLoss;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.Stepwise;
import org.metricloss.core.mining.Mining;
import org.metricloss.core.mining.MiningRule;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/**
 * Margin loss (Wu, Manmatha, Smola, Kr&auml;henb&uuml;hl: Sampling Matters in Deep Embedding Learning, ICCV 2017,
 * equation 5). With the Euclidean distance D of embeddings of length 1 and a learned boundary beta,
 *
 * <pre>{@code
 * positive pair   max(0, D_ap - beta + margin)
 * negative pair   max(0, beta - D_an + margin)
 * }</pre>
 *
 * <p>A triplet of anchor, positive and negative has one term of each kind. Sampled pairs are the triplets of {@link
 * MiningRule#DISTANCE_WEIGHTED}: every positive with one negative. The value is the sum over the chosen pairs, divided by
 * the number of those above 0, so that it is discontinuous; the gradient treats the divisor as a constant. The regularizer
 * nu beta is added as in the Python library: with a beta for each class, once for each triplet of an anchor, before the
 * division; with a single beta, once, after the division and only for the batch itself, not again for references. If no
 * pair is above 0, the quotient is replaced by 0. A batch without triplets costs 0. Beta has no weight decay.
 *
 * @param pairs which pairs are summed
 * @param rules which triplets are mined, by steps; what {@code pairs} says unless that is {@link MarginPairs#MINED}. The
 *     margin of a rule is that of the loss
 * @param margin alpha in the paper, at least 0
 * @param beta what learns a boundary
 * @param initialBeta the first value of every beta, above 0
 * @param nu the weight of the regularizer, at least 0; 0 unless beta is learned
 * @param learningRateFactor times the optimizer's learning rate for beta, in [1e-6, 1e6]
 */
public record MarginLoss(
        MarginPairs pairs,
        Stepwise<MiningRule> rules,
        double margin,
        MarginBeta beta,
        double initialBeta,
        double nu,
        double learningRateFactor)
        implements AnchorLoss {
    /** The range of the margin. */
    public static final Range MARGIN = Range.atLeast(0);
    /** The range of the first boundary. */
    public static final Range BETA = Range.positive();
    /** The range of the regularizer's weight. */
    public static final Range NU = Range.atLeast(0);
    /** The range of the factor of the learning rate. */
    public static final Range LEARNING_RATE_FACTOR = Range.scale();

    /** The name of the learned boundaries, [classes] or [1]. */
    static final String STATE = "beta";

    /** The tally of the terms above 0, by which the sum is divided. */
    static final int TERMS = 2;
    /** The tally of the triplets. */
    static final int TRIPLETS = 3;

    /** Checks the ranges. */
    public MarginLoss {
        MARGIN.require("margin", margin);
        BETA.require("initialBeta", initialBeta);
        NU.require("nu", nu);
        LEARNING_RATE_FACTOR.require("learningRateFactor", learningRateFactor);
        if (beta == MarginBeta.FIXED && nu != 0) {
            throw new IllegalArgumentException("nu must be 0 if beta is fixed, got " + nu);
        }
    }

    /**
     * The loss of sampled pairs or of all triplets, in every step.
     *
     * @param pairs which pairs are summed, not {@link MarginPairs#MINED}
     * @param margin at least 0
     * @param beta what learns a boundary
     * @param initialBeta above 0
     * @param nu at least 0; 0 unless beta is learned
     * @param learningRateFactor in [1e-6, 1e6]
     */
    public MarginLoss(
            MarginPairs pairs,
            double margin,
            MarginBeta beta,
            double initialBeta,
            double nu,
            double learningRateFactor) {
        this(pairs, rules(pairs), margin, beta, initialBeta, nu, learningRateFactor);
    }

    private static Stepwise<MiningRule> rules(MarginPairs pairs) {
        return Stepwise.always(
                switch (pairs) {
                    case SAMPLED -> MiningRule.DISTANCE_WEIGHTED;
                    case ALL_TRIPLETS -> MiningRule.ALL;
                    case MINED -> throw new IllegalArgumentException("mined pairs need rules");
                });
    }

    private Mining mining() {
        return Mining.by(rules, PairDistance.EUCLIDEAN, margin);
    }

    @Override
    public boolean needsTwoOfAClass() {
        return true;
    }

    @Override
    public boolean normalize() {
        return true;
    }

    @Override
    public int tallies() {
        return 4;
    }

    @Override
    public List<LossState> state(LossSetting setting) {
        int count = beta == MarginBeta.PER_CLASS ? setting.classes() : 1;
        return beta == MarginBeta.FIXED
                ? List.of()
                : List.of(new LossState.Learned(STATE, Shape.of(count), new Initializer.Constant(initialBeta))
                        .withLearningRateFactor(learningRateFactor)
                        .withoutWeightDecay());
    }

    @Override
    public int drawsPerSample(int samples) {
        return mining().drawsPerSample();
    }

    /** The boundary of each anchor, and what the miners need. */
    @Override
    public Optional<Tensor> given(LossInput input) {
        int m = input.samples();
        Tensor boundary = switch (beta) {
            case FIXED -> input.embeddings().full(initialBeta, m, 1);
            case SINGLE ->
                input.state(STATE).reshape(1, 1).gatherRows(input.labels().full(0, m));
            case PER_CLASS -> input.state(STATE).reshape(input.classes(), 1).gatherRows(input.labels());
        };
        return Optional.of(
                mining().given(input).map(mined -> boundary.concat(mined, 1)).orElse(boundary));
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        double perTriplet = beta == MarginBeta.PER_CLASS ? nu : 0;
        return rules.equals(Stepwise.always(MiningRule.ALL))
                ? new MarginTriplets(margin, perTriplet)
                : new MarginMined(margin, perTriplet, mining().worker(type, references, dimension, 1));
    }

    /** Sampled pairs are counted as pairs, other triplets as triplets. */
    @Override
    public LossOutput compute(LossInput input) {
        AnchorSums sums = sums(input, input.references());
        LossOutput output = LossOutput.of(reduce(sums, input));
        Tensor triplets = sums.tallies().get(TRIPLETS);
        return switch (pairs) {
            case SAMPLED ->
                output.total(Diagnostic.TUPLES_CONSIDERED, triplets.mul(2))
                        .total(Diagnostic.TUPLES_ACTIVE, sums.tallies().get(TERMS));
            case ALL_TRIPLETS ->
                output.total(Diagnostic.TUPLES_CONSIDERED, triplets).total(Diagnostic.TUPLES_ACTIVE, sums.active());
            case MINED ->
                output.total(Diagnostic.TUPLES_CONSIDERED, sums.considered())
                        .total(Diagnostic.TUPLES_ACTIVE, sums.active())
                        .total(Diagnostic.TUPLES_MINED, triplets);
        };
    }

    @Override
    public Tensor reduce(AnchorSums sums, LossInput input) {
        Tensor terms = sums.tallies().get(TERMS);
        // Without a term above 0 only the regularizer is left in the sum; times 0 it keeps NaN.
        Tensor mean =
                terms.greaterThan(0).choose(sums.costOver(terms), sums.cost().mul(0));
        if (beta != MarginBeta.SINGLE || nu == 0 || input.references().isPresent()) {
            return mean;
        }
        Tensor regularizer = input.state(STATE).sum().mul(nu);
        return mean.add(sums.tallies().get(TRIPLETS).greaterThan(0).choose(regularizer, regularizer.full(0)));
    }

    /** All triplets; with sampled pairs two pairs for each ordered pair of equal label. */
    @Override
    public long tuples(BatchProfile batch) {
        return switch (pairs) {
            case ALL_TRIPLETS, MINED -> batch.triplets();
            case SAMPLED -> batch.orderedNegativePairs() > 0 ? 2 * batch.orderedPositivePairs() : 0;
        };
    }
}
