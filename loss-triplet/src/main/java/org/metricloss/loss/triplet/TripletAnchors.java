package org.metricloss.loss.triplet;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.array.DataType;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.mining.AnchorMiner;
import org.metricloss.core.mining.Candidates;
import org.metricloss.core.mining.Mined;
import org.metricloss.core.tensor.Tensor;
import org.metricloss.loss.triplet.Triplets.Distances;

/**
 * The triplets of each anchor of a batch, with positives and negatives from the batch or from references, by the mining of
 * the step.
 *
 * @param loss says which triplets and what they cost
 */
record TripletAnchors(TripletLoss loss) implements AnchorFormula {
    private static final int MINED = 2;
    private static final int VIOLATING = 3;
    private static final int POSITIVE_DISTANCES = 4;
    private static final int POSITIVES = 5;
    private static final int NEGATIVE_DISTANCES = 6;
    private static final int NEGATIVES = 7;

    static Triplets of(TripletLoss loss, LossInput input) {
        AnchorSums sums = AnchorSums.of(
                new TripletAnchors(loss),
                loss.normalize(),
                input.embeddings(),
                input.labels(),
                input.references(),
                loss.miners().given(input));
        List<Tensor> tallies = sums.tallies();
        return new Triplets(
                sums.cost(),
                sums.considered(),
                tallies.get(MINED),
                sums.active(),
                tallies.get(VIOLATING),
                new Distances(tallies.get(POSITIVE_DISTANCES), tallies.get(POSITIVES)),
                new Distances(tallies.get(NEGATIVE_DISTANCES), tallies.get(NEGATIVES)));
    }

    @Override
    public int tallies() {
        return NEGATIVES + 1;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        AnchorMiner miner = loss.miners().worker(type, references, dimension, 0);
        List<Optional<AnchorRule>> rules = loss.minings().choices().stream()
                .map(mining ->
                        mining.hasRule() ? Optional.of(mining.rule(loss, references)) : Optional.<AnchorRule>empty())
                .toList();
        Candidates candidates = new Candidates(loss.distance(), type, references, 0);
        Anchor own = new Anchor(loss, type, candidates);
        return anchor -> {
            candidates.take(anchor);
            own.take(candidates);
            if (own.hasTriplets()) {
                handle(anchor, own, rules.get(miner.choice(anchor)), miner);
            }
        };
    }

    private static void handle(
            org.metricloss.core.anchor.Anchor anchor, Anchor own, Optional<AnchorRule> rule, AnchorMiner miner) {
        double positiveDistances = own.positiveDistanceSum();
        double negativeDistances = own.negativeDistanceSum();
        if (Double.isNaN(positiveDistances + negativeDistances)) {
            // NaN cannot be sorted.
            own.cost = Double.NaN;
        } else {
            rule.ifPresentOrElse(each -> each.apply(own), () -> add(miner.mine(anchor), own));
            own.slopesBySquare();
            write(anchor.positives(), own.positiveSlopes, anchor.weights());
            write(anchor.negatives(), own.negativeSlopes, anchor.weights());
        }
        anchor.cost(own.cost);
        anchor.tally(CONSIDERED, (double) own.positiveCount * own.negativeCount);
        anchor.tally(ACTIVE, own.active);
        anchor.tally(MINED, own.mined);
        anchor.tally(VIOLATING, own.violating);
        anchor.tally(POSITIVE_DISTANCES, positiveDistances);
        anchor.tally(POSITIVES, own.positiveCount);
        anchor.tally(NEGATIVE_DISTANCES, negativeDistances);
        anchor.tally(NEGATIVES, own.negativeCount);
    }

    private static void add(Mined mined, Anchor own) {
        if (mined.areTriplets()) {
            for (int k = 0; k < mined.positiveCount(); k++) {
                own.add(mined.positive(k), mined.negative(k));
            }
            return;
        }
        for (int p = 0; p < mined.positiveCount(); p++) {
            for (int n = 0; n < mined.negativeCount(); n++) {
                own.add(mined.positive(p), mined.negative(n));
            }
        }
    }

    private static void write(Places places, double[] slopes, Row weights) {
        int first = places.to() - places.from();
        for (int k = 0; k < first; k++) {
            weights.set(places.from() + k, slopes[k]);
        }
        for (int k = first; k < places.count(); k++) {
            weights.set(places.secondFrom() + k - first, slopes[k]);
        }
    }
}
