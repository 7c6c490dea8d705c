package org.metricloss.loss.triplet;

/**
 * All or all semi-hard triplets of an anchor under a softplus, which has no closed form: one after the other, with the memory
 * of a row. The costs log(1 + e^t) of many triplets are the logarithm of a product, which is taken whenever the product has
 * grown large.
 */
final class SoftplusByRows implements AnchorRule {
    /** One more factor, at most e^600, makes no product of up to this overflow. */
    private static final double LARGE = 1e40;
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
            if (safe && Math.abs(exponent) < SAFE_EXPONENT) {
                byProducts(anchor, p, Math.exp(exponent));
            } else {
                onePowerEach(anchor, p);
            }
        }
    }

    /** @param power e^(threshold - center) */
    private void byProducts(Anchor anchor, int p, double power) {
        double threshold = anchor.thresholds[p];
        double distance = anchor.positives[p];
        double cost = 0;
        double product = 1;
        double slopes = 0;
        int mined = 0;
        int active = 0;
        int violating = 0;
        for (int n = 0; n < anchor.negativeCount; n++) {
            double negative = anchor.negatives[n];
            if (semiHard && !(distance < negative && negative <= threshold)) {
                continue;
            }
            double e = power * powers[n];
            double slope = e / (1 + e);
            if (e < SMALL) {
                cost += e * (1 - e * (0.5 - e * (1.0 / 3 - e / 4)));
            } else {
                product *= 1 + e;
                if (product > LARGE) {
                    cost += Math.log(product);
                    product = 1;
                }
            }
            slopes += slope;
            anchor.negativeSlopes[n] -= slope;
            mined++;
            violating += negative < threshold ? 1 : 0;
            // The cost is 0 in the embeddings' precision only where e^t is.
            active += anchor.rounded(e) > 0 ? 1 : 0;
        }
        anchor.cost += cost + Math.log(product);
        anchor.positiveSlopes[p] = slopes;
        anchor.mined += mined;
        anchor.active += active;
        anchor.violating += violating;
    }

    /** For distances so far apart that powers of their differences are beyond what a double holds. */
    private void onePowerEach(Anchor anchor, int p) {
        double threshold = anchor.thresholds[p];
        double distance = anchor.positives[p];
        for (int n = 0; n < anchor.negativeCount; n++) {
            double negative = anchor.negatives[n];
            if (!semiHard || (distance < negative && negative <= threshold)) {
                double violation = threshold - negative;
                double slope = TripletForm.SOFTPLUS.slope(violation);
                anchor.count(violation, TripletForm.SOFTPLUS.cost(violation));
                anchor.positiveSlopes[p] += slope;
                anchor.negativeSlopes[n] -= slope;
            }
        }
    }
}
