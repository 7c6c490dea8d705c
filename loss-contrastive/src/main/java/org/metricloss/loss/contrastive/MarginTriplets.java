package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.host.Row;

/** {@link MarginPairs#ALL_TRIPLETS} on one thread. No triplet is listed: every term occurs a known number of times. */
final class MarginTriplets implements AnchorFormula.Worker {
    private final double margin;
    private final double nu;
    private final MarginTerms positiveTerms = new MarginTerms(1);
    private final MarginTerms negativeTerms = new MarginTerms(-1);

    /** @param nu the weight of the regularizer of each triplet */
    MarginTriplets(double margin, double nu) {
        this.margin = margin;
        this.nu = nu;
    }

    @Override
    public void handle(Anchor anchor) {
        long positives = anchor.positives().count();
        long negatives = anchor.negatives().count();
        if (positives == 0 || negatives == 0) {
            return;
        }
        Row distances = anchor.squaredDistances();
        anchor.others().sqrt(distances);
        double beta = anchor.given(0);
        positiveTerms.of(distances, anchor.positives(), beta - margin, negatives, anchor.weights());
        negativeTerms.of(distances, anchor.negatives(), beta + margin, positives, anchor.weights());
        long triplets = positives * negatives;
        long positiveActive = negatives * positiveTerms.active();
        long negativeActive = positives * negativeTerms.active();
        anchor.cost(negatives * positiveTerms.cost() + positives * negativeTerms.cost() + triplets * nu * beta);
        anchor.givenSlope(0, negativeActive - positiveActive + triplets * nu);
        anchor.tally(AnchorFormula.CONSIDERED, triplets);
        anchor.tally(
                AnchorFormula.ACTIVE,
                triplets - (positives - positiveTerms.active()) * (negatives - negativeTerms.active()));
        anchor.tally(MarginLoss.TERMS, positiveActive + negativeActive);
        anchor.tally(MarginLoss.TRIPLETS, triplets);
    }
}
