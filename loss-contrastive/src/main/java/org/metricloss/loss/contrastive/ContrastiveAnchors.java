package org.metricloss.loss.contrastive;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.TupleReduction;
import org.metricloss.core.tensor.Tensor;

/**
 * Contrastive loss anchor by anchor: of mined pairs, or of a batch with references.
 *
 * @param loss the margins, the form and the distance
 * @param pulls whether positive pairs cost
 * @param pushes whether negative pairs cost
 * @param once whether of the pairs (i, j) and (j, i) of a batch only the one whose anchor comes first is seen
 */
record ContrastiveAnchors(ContrastiveLoss loss, boolean pulls, boolean pushes, boolean once) implements AnchorFormula {
    private static final int KINDS = 2;
    private static final int PER_KIND = 3;

    static LossOutput compute(ContrastiveLoss loss, LossInput input) {
        return loss.form() == ContrastiveForm.SQUARED ? together(loss, input) : apart(loss, input);
    }

    /** All pairs have one divisor. */
    private static LossOutput together(ContrastiveLoss loss, LossInput input) {
        AnchorSums both = sums(of(loss, true, true, input), input);
        PairTerms pull = terms(both, 0);
        PairTerms push = terms(both, 1);
        Tensor value = loss.reduction()
                .reduce(
                        both.cost(),
                        pull.considered().add(push.considered()),
                        pull.active().add(push.active()));
        return output(loss, input, value, both, pull, push);
    }

    /** Pairs that are mined are taken once by the miners. */
    private static ContrastiveAnchors of(ContrastiveLoss loss, boolean pulls, boolean pushes, LossInput input) {
        return new ContrastiveAnchors(
                loss, pulls, pushes, loss.minesAll() && input.references().isEmpty());
    }

    /** Each kind has a divisor that depends on the distances, so each has a gradient of its own. */
    private static LossOutput apart(ContrastiveLoss loss, LossInput input) {
        AnchorSums pulled = sums(of(loss, true, false, input), input);
        PairTerms pull = terms(pulled, 0);
        PairTerms push = terms(sums(of(loss, false, true, input), input), 1);
        Tensor once = reduce(loss, pull).add(reduce(loss, push));
        // The published sum of a batch runs over (i, j) and (j, i).
        boolean twice =
                loss.reduction() == TupleReduction.SUM && input.references().isEmpty();
        return output(loss, input, twice ? once.mul(2) : once, pulled, pull, push);
    }

    private static Tensor reduce(ContrastiveLoss loss, PairTerms terms) {
        return loss.reduction().reduce(terms.cost(), terms.considered(), terms.active());
    }

    /** All pairs of a batch are considered, because which ones are mined depends on the distances. */
    private static LossOutput output(
            ContrastiveLoss loss, LossInput input, Tensor value, AnchorSums sums, PairTerms pull, PairTerms push) {
        Tensor taken = pull.considered().add(push.considered());
        if (loss.minesAll()) {
            return PairTerms.output(value, taken, pull, push);
        }
        long all = BatchProfile.even(input.samples(), 1, 1).pairs();
        Tensor looked = sums.tallies().get(KINDS * PER_KIND);
        return PairTerms.output(value, input.references().isPresent() ? looked : taken.full(all), pull, push)
                .total(Diagnostic.TUPLES_MINED, taken);
    }

    private static AnchorSums sums(ContrastiveAnchors formula, LossInput input) {
        ContrastiveLoss loss = formula.loss;
        if (loss.minesAll()) {
            return AnchorSums.of(
                    formula,
                    loss.normalize(),
                    input.embeddings(),
                    input.labels(),
                    input.references(),
                    Optional.empty());
        }
        return loss.miners().sums(formula, true, loss.normalize(), input, input.references(), Optional.empty());
    }

    private static PairTerms terms(AnchorSums sums, int kind) {
        List<Tensor> tallies = sums.tallies();
        return new PairTerms(
                sums.cost(),
                tallies.get(kind * PER_KIND),
                tallies.get(kind * PER_KIND + 1),
                tallies.get(kind * PER_KIND + 2).cast(sums.cost().dataType()));
    }

    @Override
    public int tallies() {
        return KINDS * PER_KIND;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        PairCosts pull =
                new PairCosts(loss.form(), loss.distance(), 1, type.rounded(loss.positiveMargin()), pulls ? 1 : 0);
        PairCosts push = new PairCosts(loss.form(), loss.distance(), -1, type.rounded(loss.margin()), pushes ? 1 : 0);
        return anchor -> {
            handle(anchor, anchor.positives(), pull, 0);
            handle(anchor, anchor.negatives(), push, 1);
            anchor.cost((pulls ? pull.cost() : 0) + (pushes ? push.cost() : 0));
        };
    }

    private void handle(Anchor anchor, Places places, PairCosts costs, int kind) {
        Row distances = anchor.squaredDistances();
        costs.clear();
        if (!once) {
            handle(distances, places.from(), places.to(), costs, anchor.weights());
        }
        // In a batch these are the samples after the anchor.
        handle(distances, places.secondFrom(), places.secondTo(), costs, anchor.weights());
        anchor.tally(kind * PER_KIND, costs.considered());
        anchor.tally(kind * PER_KIND + 1, costs.active());
        anchor.tally(kind * PER_KIND + 2, costs.distances());
    }

    private void handle(Row row, int from, int to, PairCosts costs, Row weights) {
        loss.distance().fromSquared(row, from, to);
        costs.add(row, from, to, weights);
    }
}
