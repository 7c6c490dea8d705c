package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.tensor.Tensor;

/**
 * The sums and counts of the pairs of one kind, of equal or of different label. Counts are INT64 scalars.
 *
 * @param cost the sum of their costs, a scalar
 * @param considered how many there are
 * @param active how many cost something
 * @param distances the sum of their Euclidean distances, a scalar
 */
record PairTerms(Tensor cost, Tensor considered, Tensor active, Tensor distances) {
    /**
     * Pairs given by their distances, by tensor operations.
     *
     * @param distances D, with a gradient
     * @param positives which of them are pairs of equal label, BOOL of the same shape
     * @param negatives which are pairs of different label
     * @param times how often each pair enters a sum of the linear form
     */
    static LossOutput reduce(ContrastiveLoss loss, Tensor distances, Tensor positives, Tensor negatives, int times) {
        PairTerms pull = of(loss, distances, distances.add(-loss.positiveMargin()), positives);
        PairTerms push = of(loss, distances, distances.neg().add(loss.margin()), negatives);
        TupleReduction reduction = loss.reduction();
        Tensor value = switch (loss.form()) {
            case SQUARED ->
                reduction.reduce(
                        pull.cost.add(push.cost), pull.considered.add(push.considered), pull.active.add(push.active));
            case LINEAR -> {
                Tensor once = reduction
                        .reduce(pull.cost, pull.considered, pull.active)
                        .add(reduction.reduce(push.cost, push.considered, push.active));
                yield reduction == TupleReduction.SUM ? once.mul(times) : once;
            }
        };
        return output(value, pull, push);
    }

    /** @param excesses how far each pair is from costing nothing */
    private static PairTerms of(ContrastiveLoss loss, Tensor distances, Tensor excesses, Tensor considered) {
        Tensor zero = distances.full(0);
        return new PairTerms(
                considered.choose(loss.form().cost(excesses), zero).sum(),
                considered.count(),
                considered.and(excesses.greaterThan(0)).count(),
                considered.choose(distances.stopGradient(), zero).sum());
    }

    static LossOutput output(Tensor value, PairTerms positives, PairTerms negatives) {
        return output(value, positives.considered.add(negatives.considered), positives, negatives);
    }

    /** @param considered how many pairs the mining looked at */
    static LossOutput output(Tensor value, Tensor considered, PairTerms positives, PairTerms negatives) {
        return LossOutput.of(value)
                .total(Diagnostic.TUPLES_CONSIDERED, considered)
                .total(Diagnostic.TUPLES_ACTIVE, positives.active.add(negatives.active))
                .mean(Diagnostic.MEAN_POSITIVE_DISTANCE, positives.distances, positives.considered)
                .mean(Diagnostic.MEAN_NEGATIVE_DISTANCE, negatives.distances, negatives.considered);
    }
}
