package org.metricloss.loss.triplet;

/**
 * All or all semi-hard triplets of an anchor under a softplus, which has no closed form: one after the other, with the memory
 * of a row. The costs log(1 + e^t) of many triplets are the logarithm of a product, so that a logarithm is taken once for
 * {@value #FACTORS} of them.
 */
final class SoftplusByRows implements AnchorRule {
    /** Factors between 1 and 2: this many stay below the largest double, 2^1024. */
    private static final int FACTORS = 1000;
    /** Below, log(1 + e) is e - e^2/2 + e^3/3 - e^4/4 to the last digit, and 1 + e would lose digits of e. */
    private static final double SMALL = 1e-4;

    private final boolean semiHard;

    SoftplusByRows(boolean semiHard) {
        this.semiHard = semiHard;
    }

    @Override
    public void apply(Anchor anchor) {
        for (int p = 0; p < anchor.positiveCount; p++) {
            positive(anchor, p);
        }
    }

    private void positive(Anchor anchor, int p) {
        double threshold = anchor.thresholds[p];
        double distance = anchor.positives[p];
        double cost = 0;
        double product = 1;
        int factors = 0;
        double slopes = 0;
        for (int n = 0; n < anchor.negativeCount; n++) {
            double negative = anchor.negatives[n];
            if (semiHard && !(distance < negative && negative <= threshold)) {
                continue;
            }
            double violation = anchor.rounded(threshold - negative);
            double e = Math.exp(-Math.abs(violation));
            cost += Math.max(0, violation);
            if (e < SMALL) {
                cost += e * (1 - e * (0.5 - e * (1.0 / 3 - e / 4)));
            } else {
                product *= 1 + e;
                if (++factors == FACTORS) {
                    cost += Math.log(product);
                    product = 1;
                    factors = 0;
                }
            }
            double slope = (violation > 0 ? 1 : e) / (1 + e);
            slopes += slope;
            anchor.negativeSlopes[n] -= slope;
            anchor.mined++;
            // The cost is 0 in the embeddings' precision only where e^t is.
            anchor.active += violation > 0 || anchor.rounded(e) > 0 ? 1 : 0;
            anchor.violating += violation > 0 ? 1 : 0;
        }
        anchor.cost += cost + Math.log(product);
        anchor.positiveSlopes[p] = slopes;
    }
}
