package org.metricloss.loss.contrastive;

import java.util.Optional;
import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.host.Exponential;
import org.metricloss.core.host.Row;

/**
 * {@link LiftedStructureForm#PAIRS} on one thread. The look ahead keeps N_i = log sum_n exp(-D_in) for every sample, so
 * that J_ij = margin + log(exp N_i + exp N_j) + D_ij - positiveMargin. The row of i holds the derivative by N_i of all
 * terms, which is that of the pairs (i, j) twice, since J_ji = J_ij.
 */
final class LiftedPairs implements AnchorFormula.Worker {
    /** Up to here a power and the sum of two are numbers of full precision. */
    private static final double SAFE_EXPONENT = 300;

    private final LiftedStructureLoss loss;
    private final LogSumExp logSumExp = new LogSumExp();
    private final Exponential exponential = new Exponential();
    /** exp(N_j - N_0) for every sample j, computed with the first anchor; empty if these are not safe. */
    private Optional<double[]> powers = Optional.empty();

    private boolean powersKnown;
    private double cost;
    private double slope;
    private int active;

    LiftedPairs(LiftedStructureLoss loss) {
        this.loss = loss;
    }

    @Override
    public void lookAhead(Anchor anchor) {
        anchor.negatives().sqrt(anchor.squaredDistances());
        anchor.keep(logSumExp.of(anchor.squaredDistances(), anchor.negatives(), -1));
    }

    @Override
    public void handle(Anchor anchor) {
        if (anchor.positives().count() == 0 || anchor.negatives().count() == 0) {
            return;
        }
        Row distances = anchor.squaredDistances();
        anchor.others().sqrt(distances);
        if (!powersKnown) {
            powers = anchor.amongAnchors() ? powers(anchor) : Optional.empty();
            powersKnown = true;
        }
        cost = 0;
        slope = 0;
        active = 0;
        addPairs(anchor, anchor.positives().from(), anchor.positives().to());
        addPairs(anchor, anchor.positives().secondFrom(), anchor.positives().secondTo());
        if (!(slope <= 0)) {
            // The share of a negative in the sum is exp(-D - N).
            Row weights = anchor.weights();
            anchor.negatives().multiply(distances, 1, weights);
            anchor.negatives().exp(weights, exponential, -1, -anchor.kept(anchor.place()));
            anchor.negatives().multiply(weights, -0.5 * slope, weights);
        }
        // A pair costs something even where the share of this anchor's negatives rounds to 0.
        if (!(cost <= 0)) {
            anchor.others().divideOrZero(anchor.weights(), distances);
        }
        anchor.cost(cost);
        anchor.tally(AnchorFormula.CONSIDERED, anchor.positives().count());
        anchor.tally(AnchorFormula.ACTIVE, active);
    }

    /** One power for each sample instead of one for each pair. */
    private static Optional<double[]> powers(Anchor anchor) {
        double[] powers = new double[anchor.references()];
        for (int j = 0; j < powers.length; j++) {
            double exponent = anchor.kept(j) - anchor.kept(0);
            // Written so that NaN is not safe.
            if (!(Math.abs(exponent) < SAFE_EXPONENT)) {
                return Optional.empty();
            }
            powers[j] = Math.exp(exponent);
        }
        return Optional.of(powers);
    }

    private void addPairs(Anchor anchor, int from, int to) {
        int own = anchor.place();
        if (powers.isPresent()) {
            double[] power = powers.get();
            double first = anchor.kept(0);
            for (int j = from; j < to; j++) {
                double sum = power[own] + power[j];
                add(anchor, j, first + Math.log(sum), 2 * power[own] / sum);
            }
            return;
        }
        double ofOwn = anchor.kept(own);
        for (int j = from; j < to; j++) {
            double other = anchor.amongAnchors() ? anchor.kept(j) : Double.NEGATIVE_INFINITY;
            double power = Math.exp(-Math.abs(ofOwn - other));
            double share = (ofOwn >= other ? 1 : power) / (1 + power);
            add(anchor, j, Math.max(ofOwn, other) + LogSumExp.log1p(power), (anchor.amongAnchors() ? 2 : 1) * share);
        }
    }

    /**
     * Adds a pair.
     *
     * @param both log(exp N_i + exp N_j)
     * @param share the share of exp N_i in the sum, as often as it occurs
     */
    private void add(Anchor anchor, int j, double both, double share) {
        // Math.max keeps NaN.
        double term =
                Math.max(0, loss.margin() + both + anchor.squaredDistances().get(j) - loss.positiveMargin());
        cost += 0.5 * term * term;
        active += term > 0 ? 1 : 0;
        slope += share * term;
        anchor.weights().set(j, 0.5 * term);
    }
}
