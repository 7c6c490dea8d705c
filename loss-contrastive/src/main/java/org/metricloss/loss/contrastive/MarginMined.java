package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.host.Row;
import org.metricloss.core.mining.AnchorMiner;
import org.metricloss.core.mining.Candidates;
import org.metricloss.core.mining.Mined;

/** Margin loss of the mined triplets of an anchor, on one thread. */
final class MarginMined implements AnchorFormula.Worker {
    private final double margin;
    private final double nu;
    private final AnchorMiner miner;
    private double cost;
    private long positiveActive;
    private long negativeActive;

    /** @param nu the weight of the regularizer of each triplet */
    MarginMined(double margin, double nu, AnchorMiner miner) {
        this.margin = margin;
        this.nu = nu;
        this.miner = miner;
    }

    @Override
    public void handle(Anchor anchor) {
        Mined mined = miner.mine(anchor);
        Candidates candidates = miner.candidates();
        double beta = anchor.given(0);
        boolean joined = mined.areTriplets();
        long positives = mined.positiveCount();
        long negatives = mined.negativeCount();
        cost = 0;
        positiveActive = 0;
        negativeActive = 0;
        for (int k = 0; k < positives; k++) {
            addPositive(anchor.weights(), candidates, mined.positive(k), beta - margin, joined ? 1 : negatives);
        }
        for (int k = 0; k < negatives; k++) {
            addNegative(anchor.weights(), candidates, mined.negative(k), beta + margin, joined ? 1 : positives);
        }
        long triplets = joined ? positives : positives * negatives;
        anchor.cost(candidates.hasTriplets() && candidates.hasNaN() ? Double.NaN : cost + triplets * nu * beta);
        anchor.givenSlope(0, negativeActive - positiveActive + triplets * nu);
        anchor.tally(AnchorFormula.CONSIDERED, (double) candidates.positiveCount() * candidates.negativeCount());
        anchor.tally(AnchorFormula.ACTIVE, active(mined, candidates, beta));
        anchor.tally(MarginLoss.TERMS, positiveActive + negativeActive);
        anchor.tally(MarginLoss.TRIPLETS, triplets);
    }

    private void addPositive(Row weights, Candidates candidates, int positive, double boundary, long times) {
        double distance = candidates.positives()[positive];
        if (distance > boundary) {
            cost += times * (distance - boundary);
            positiveActive += times;
            add(weights, candidates.positivePlace(positive), distance, times);
        }
    }

    private void addNegative(Row weights, Candidates candidates, int negative, double boundary, long times) {
        double distance = candidates.negatives()[negative];
        if (distance < boundary) {
            cost += times * (boundary - distance);
            negativeActive += times;
            add(weights, candidates.negativePlace(negative), distance, -times);
        }
    }

    /** A sample may occur in several triplets. Two equal embeddings have no direction to move in. */
    private static void add(Row weights, int place, double distance, double times) {
        if (distance > 0) {
            weights.set(place, weights.get(place) + 0.5 * times / distance);
        }
    }

    /** {@return how many triplets have a term above 0} */
    private long active(Mined mined, Candidates candidates, double beta) {
        if (!mined.areTriplets()) {
            long idlePositives = mined.positiveCount() - positiveActive / Math.max(1, mined.negativeCount());
            long idleNegatives = mined.negativeCount() - negativeActive / Math.max(1, mined.positiveCount());
            return (long) mined.positiveCount() * mined.negativeCount() - idlePositives * idleNegatives;
        }
        long active = 0;
        for (int k = 0; k < mined.positiveCount(); k++) {
            boolean costs = candidates.positives()[mined.positive(k)] > beta - margin
                    || candidates.negatives()[mined.negative(k)] < beta + margin;
            active += costs ? 1 : 0;
        }
        return active;
    }
}
