package org.metricloss.loss.contrastive;

import java.util.Optional;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Range;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.loss.Workload;
import org.metricloss.core.tensor.Tensor;

/**
 * Contrastive loss over all pairs of a batch, or over listed pairs. With D_ij the Euclidean distance of two embeddings and a the margin, a pair
 * costs
 *
 * <pre>{@code
 *            equal labels          different labels
 * squared    1/2 D^2               1/2 max(0, a - D)^2
 * linear     max(0, D - a_pos)     max(0, a - D)
 * }</pre>
 *
 * <p>Squared is equation 4 of Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping (CVPR
 * 2006), where one divisor, the number of all pairs m(m-1)/2, makes the mean. Linear is the form that
 * pytorch-metric-learning made common: equal and different pairs are averaged separately and the two means added, each
 * over its active pairs, or over all.
 *
 * <p>Pairs are unordered: each is considered, and counted, once. Only the sum of the linear form is, as published, over
 * ordered pairs, so that each pair enters twice; listed pairs enter as often as they are listed. Two embeddings at distance 0 have no direction to move in: such a pair
 * has a zero gradient. A batch without pairs has the value 0.
 *
 * @param pairs which pairs are compared
 * @param form the formula of a pair's loss
 * @param margin a: pairs of different label farther apart than this cost nothing; above 0
 * @param positiveMargin a_pos: pairs of equal label nearer than this cost nothing; at least 0, and 0 in the squared form
 * @param normalize whether embeddings are divided by their Euclidean norm first
 * @param reduction how pairs become one number; the squared form has no {@link TupleReduction#ACTIVE}
 */
public record ContrastiveLoss(
        PairChoice pairs,
        ContrastiveForm form,
        double margin,
        double positiveMargin,
        boolean normalize,
        TupleReduction reduction)
        implements MetricLoss {
    /** The range of the margin. */
    static final Range MARGIN = Range.positive();
    /** The range of the positive margin. */
    static final Range POSITIVE_MARGIN = Range.atLeast(0);

    /** Checks the ranges and what goes with the squared form. */
    public ContrastiveLoss {
        if (!MARGIN.contains(margin)) {
            throw new IllegalArgumentException("margin must be %s, got %s".formatted(MARGIN, margin));
        }
        if (!POSITIVE_MARGIN.contains(positiveMargin)) {
            throw new IllegalArgumentException(
                    "positiveMargin must be %s, got %s".formatted(POSITIVE_MARGIN, positiveMargin));
        }
        if (form == ContrastiveForm.SQUARED && positiveMargin != 0) {
            throw new IllegalArgumentException(
                    "positiveMargin belongs to form linear; with form squared it must be 0, got " + positiveMargin);
        }
        if (form == ContrastiveForm.SQUARED && reduction == TupleReduction.ACTIVE) {
            throw new IllegalArgumentException(
                    "reduction active belongs to form linear; with form squared it must be one of all, sum");
        }
    }

    @Override
    public Optional<TupleKind> listedTuples() {
        return pairs == PairChoice.EXPLICIT ? Optional.of(TupleKind.PAIRS) : Optional.empty();
    }

    @Override
    public LossOutput compute(LossInput input) {
        return pairs == PairChoice.EXPLICIT ? ExplicitPairs.compute(this, input) : allPairs(input);
    }

    private LossOutput allPairs(LossInput input) {
        Tensor embeddings = normalize ? input.embeddings().normalizeRows() : input.embeddings();
        Tensor squaredDistances = embeddings.squaredDistances();
        Tensor distances = squaredDistances.sqrt();
        Tensor shortfalls = distances.neg().add(margin).relu();

        Tensor twoSamples = input.unorderedPairs();
        Tensor positives = twoSamples.and(input.sameLabel());
        Tensor negatives = twoSamples.and(input.sameLabel().not());
        Tensor zero = distances.full(0);
        Tensor pull = positives.choose(
                switch (form) {
                    case SQUARED -> squaredDistances.mul(0.5);
                    case LINEAR -> distances.add(-positiveMargin).relu();
                },
                zero);
        Tensor push = negatives.choose(
                switch (form) {
                    case SQUARED -> shortfalls.square().mul(0.5);
                    case LINEAR -> shortfalls;
                },
                zero);

        Tensor all = pull.add(push);
        Tensor value = switch (form) {
            case SQUARED -> reduction.reduce(all, twoSamples);
            case LINEAR -> {
                Tensor once = reduction.reduce(pull, positives).add(reduction.reduce(push, negatives));
                // The published sum runs over (i, j) and (j, i).
                yield reduction == TupleReduction.SUM ? once.mul(2) : once;
            }
        };
        return LossOutput.of(value)
                .total(Diagnostic.TUPLES_CONSIDERED, twoSamples.count())
                .total(Diagnostic.TUPLES_ACTIVE, all.greaterThan(0).count())
                .meanWhere(Diagnostic.MEAN_POSITIVE_DISTANCE, distances, positives)
                .meanWhere(Diagnostic.MEAN_NEGATIVE_DISTANCE, distances, negatives);
    }

    @Override
    public Workload workload(BatchProfile batch) {
        if (pairs == PairChoice.EXPLICIT) {
            return ExplicitPairs.workload(batch);
        }
        // Seven matrices of distances and terms, six of their gradients, and eight masks, all [m, m].
        long entries = (long) batch.samples() * batch.samples();
        return new Workload(batch.pairs(), entries * (13 * Float.BYTES + 8));
    }
}
