package org.metricloss.loss.contrastive;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.DistanceWeights;
import org.metricloss.core.host.Row;
import org.metricloss.core.random.RandomStream;

/** {@link MarginPairs#SAMPLED} on one thread. */
final class MarginSamples implements AnchorFormula.Worker {
    private final double margin;
    private final double nu;
    private final MarginTerms positiveTerms = new MarginTerms(1);
    private final DistanceWeights sampling;

    /** @param nu the weight of the regularizer of each sampled triplet */
    MarginSamples(double margin, double nu, int references, int dimension) {
        this.margin = margin;
        this.nu = nu;
        sampling = new DistanceWeights(references, dimension);
    }

    @Override
    public void handle(Anchor anchor) {
        int count = anchor.positives().count();
        if (count == 0 || anchor.negatives().count() == 0) {
            return;
        }
        Row distances = anchor.squaredDistances();
        anchor.others().sqrt(distances);
        double beta = anchor.given(0);
        positiveTerms.of(distances, anchor.positives(), beta - margin, 1, anchor.weights());
        sampling.set(distances, anchor.negatives());
        RandomStream random = RandomStream.of(Float.floatToIntBits((float) anchor.given(1)), "negatives");
        double cost = positiveTerms.cost();
        int active = 0;
        for (int k = 0; k < count; k++) {
            int n = sampling.draw(random.nextDouble());
            double distance = distances.get(n);
            // Math.max keeps NaN.
            double term = Math.max(0, beta + margin - distance);
            cost += term;
            if (term > 0) {
                active++;
                // Two equal embeddings have no direction to move in. A negative may be drawn more than once.
                anchor.weights().set(n, anchor.weights().get(n) - (distance > 0 ? 0.5 / distance : 0));
            }
        }
        boolean anyNaN = Double.isNaN(anchor.negatives().sum(distances));
        anchor.cost(anyNaN ? Double.NaN : cost + count * nu * beta);
        anchor.givenSlope(0, active - positiveTerms.active() + count * nu);
        anchor.tally(AnchorFormula.CONSIDERED, 2L * count);
        anchor.tally(AnchorFormula.ACTIVE, active + positiveTerms.active());
        anchor.tally(MarginLoss.TERMS, active + positiveTerms.active());
    }
}
