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

    /** Below, e to its power and to its negative are numbers of full precision, and so is a product of two such. */
    private static final double SAFE_EXPONENT = 300;

    private final boolean semiHard;
    private final double[] powers;

    SoftplusByRows(boolean semiHard, int capacity) {
        this.semiHard = semiHard;
        powers = new double[capacity];
    }

    @Override
    public void apply(Anchor anchor) {
        // e^t = e^(threshold - center) e^(center - negative): one power for each distance instead of one for each
        // triplet.
        double center = anchor.negatives[0];
        boolean safe = true;
        for (int n = 0; n < anchor.negativeCount; n++) {
            double exponent = center - anchor.negatives[n];
            powers[n] = Math.exp(exponent);
            safe &= Math.abs(exponent) < SAFE_EXPONENT;
        }
        for (int p = 0; p < anchor.positiveCount; p++) {
            double exponent = anchor.thresholds[p] - center;
            positive(anchor, p, safe && Math.abs(exponent) < SAFE_EXPONENT ? Math.exp(exponent) : 0);
        }
    }

    /** @param power e^(threshold - center), or 0 if powers are to be taken one by one */
    private void positive(Anchor anchor, int p, double power) {
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
            double violation = threshold - negative;
            boolean violating = violation > 0;
            // e to the power of -|t|, which is at most 1.
            double e;
            if (power == 0) {
                e = Math.exp(-Math.abs(violation));
            } else {
                double exponential = power * powers[n];
                e = violating ? 1 / exponential : exponential;
            }
            cost += violating ? violation : 0;
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
            double slope = (violating ? 1 : e) / (1 + e);
            slopes += slope;
            anchor.negativeSlopes[n] -= slope;
            anchor.mined++;
            // The cost is 0 in the embeddings' precision only where e^t is.
            anchor.active += violating || anchor.rounded(e) > 0 ? 1 : 0;
            anchor.violating += violating ? 1 : 0;
        }
        anchor.cost += cost + Math.log(product);
        anchor.positiveSlopes[p] = slopes;
    }
}
