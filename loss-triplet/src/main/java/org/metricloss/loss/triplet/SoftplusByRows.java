package org.metricloss.loss.triplet;

import java.util.Arrays;
import org.metricloss.core.host.Sums;

/**
 * All or all semi-hard triplets of an anchor under a softplus, which has no closed form. They are computed one after
 * the other with the memory of a row.
 *
 * <p>With e = e^(threshold - negative) a triplet costs log(1 + e), and the costs of many are the logarithm of a
 * product: each negative gathers the product of 1 + e over the positives. The rounding errors of 1 + e and of the
 * products are added up separately, so that the costs of triplets far from the margin keep their digits. Loops over
 * negatives have no branches, so that they are compiled to vector operations.
 */
final class SoftplusByRows implements AnchorRule {
    /** The bound up to which a product of numbers above 1 may be multiplied further. */
    private static final double LARGE = 1e300;
    /** Below, e to its power and to its negative are numbers of full precision, and so is a product of two such. */
    private static final double SAFE_EXPONENT = 300;
    /** A number above this is above 0 in single precision too. */
    private static final double ABOVE_ZERO = Float.MIN_VALUE;
    /** Up to so many thresholds, comparing all takes less time than sorting them and searching among them. */
    private static final int FEW = 24;

    private final boolean semiHard;
    private final SortedThresholds thresholds;
    private final double[] powers;
    private final double[] chosen;
    private final double[] slopes;
    /** For each negative the product of 1 + e, its inverse, and what the logarithm of the product is short of. */
    private final double[] products;

    private final double[] inverses;
    private final double[] rests;

    SoftplusByRows(boolean semiHard, int capacity) {
        this.semiHard = semiHard;
        thresholds = new SortedThresholds(capacity);
        powers = new double[capacity];
        chosen = new double[capacity];
        slopes = new double[capacity];
        products = new double[capacity];
        inverses = new double[capacity];
        rests = new double[capacity];
    }

    @Override
    public void apply(Anchor anchor) {
        if (!within(anchor.negatives, anchor.negativeCount, anchor.negatives[0])
                || !within(anchor.thresholds, anchor.positiveCount, anchor.negatives[0])) {
            onePowerEach(anchor);
            return;
        }
        // e = e^(threshold - center) e^(center - negative): one
        // power for each distance instead of one for each triplet.
        double center = anchor.negatives[0];
        int count = anchor.negativeCount;
        double lowest = Double.POSITIVE_INFINITY;
        double highest = 0;
        for (int n = 0; n < count; n++) {
            double power = Math.exp(center - anchor.negatives[n]);
            powers[n] = power;
            lowest = power < lowest ? power : lowest;
            highest = power > highest ? power : highest;
        }
        if (!semiHard) {
            anchor.violating = violating(anchor);
        }
        startProducts(count);
        // No product is above this.
        double bound = 1;
        for (int p = 0; p < anchor.positiveCount; p++) {
            double power = Math.exp(anchor.thresholds[p] - center);
            if (bound * (1 + power * highest) > LARGE) {
                anchor.cost += logarithms(count, bound);
                startProducts(count);
                bound = 1;
            }
            bound *= 1 + power * highest;
            byProducts(anchor, p, power, lowest);
        }
        anchor.cost += logarithms(count, bound);
    }

    /** {@return whether all are so near a center that powers of the differences are safe; not if one is no number} */
    private static boolean within(double[] distances, int count, double center) {
        boolean within = true;
        for (int k = 0; k < count; k++) {
            within &= Math.abs(distances[k] - center) < SAFE_EXPONENT;
        }
        return within;
    }

    private void startProducts(int count) {
        Arrays.fill(products, 0, count, 1);
        Arrays.fill(inverses, 0, count, 1);
        Arrays.fill(rests, 0, count, 0);
    }

    /**
     * @param power e^(threshold - center)
     * @param lowest the lowest power of a negative
     */
    private void byProducts(Anchor anchor, int p, double power, double lowest) {
        int count = anchor.negativeCount;
        int mined = semiHard ? choose(anchor, p) : count;
        double[] taken = semiHard ? chosen : powers;
        multiply(count, power, taken, products, inverses, rests, slopes, anchor.negativeSlopes);
        anchor.positiveSlopes[p] = Sums.of(slopes, 0, count);
        anchor.mined += mined;
        // The cost is 0 in the precision of the embeddings only if e is.
        anchor.active += power * lowest > ABOVE_ZERO ? mined : active(anchor, power, taken);
    }

    /** Sets the powers that are not chosen to 0: they multiply by 1 and have no slope. */
    private int choose(Anchor anchor, int p) {
        double distance = anchor.positives[p];
        double threshold = anchor.thresholds[p];
        int count = 0;
        for (int n = 0; n < anchor.negativeCount; n++) {
            double negative = anchor.negatives[n];
            boolean mined = distance < negative && negative <= threshold;
            chosen[n] = mined ? powers[n] : 0;
            count += mined ? 1 : 0;
            anchor.violating += mined && negative < threshold ? 1 : 0;
        }
        return count;
    }

    /** {@return how many triplets have a negative below the threshold} */
    private long violating(Anchor anchor) {
        long violating = 0;
        if (anchor.positiveCount <= FEW) {
            for (int p = 0; p < anchor.positiveCount; p++) {
                violating += below(anchor.negatives, anchor.negativeCount, anchor.thresholds[p]);
            }
            return violating;
        }
        thresholds.set(anchor.thresholds, anchor.positiveCount);
        for (int n = 0; n < anchor.negativeCount; n++) {
            violating += anchor.positiveCount - thresholds.atMost(anchor.negatives[n]);
        }
        return violating;
    }

    private static int below(double[] values, int count, double bound) {
        int below = 0;
        for (int k = 0; k < count; k++) {
            below += values[k] < bound ? 1 : 0;
        }
        return below;
    }

    /** Arrays are parameters and there is no branch, so that the loop is compiled to vector operations. */
    private static void multiply(
            int count,
            double power,
            double[] powers,
            double[] products,
            double[] inverses,
            double[] rests,
            double[] slopes,
            double[] negativeSlopes) {
        for (int n = 0; n < count; n++) {
            double e = power * powers[n];
            double factor = 1 + e;
            double inverse = 1 / factor;
            double slope = e * inverse;
            double before = products[n];
            double product = before * factor;
            double productInverse = inverses[n] * inverse;
            // log(1 + e) = log(factor) + log(1 + (1 + e - factor) / factor), and
            // likewise for the product. Of the product that what is missing is
            // taken away: with -product for a summand the loop stays a scalar one.
            rests[n] += (e - (factor - 1)) * inverse - Math.fma(-before, factor, product) * productInverse;
            products[n] = product;
            inverses[n] = productInverse;
            slopes[n] = slope;
            negativeSlopes[n] -= slope;
        }
    }

    /** {@return the sum of the logarithms of all products, none of them above the bound} */
    private double logarithms(int count, double bound) {
        double sum = 0;
        double product = 1;
        double inverse = 1;
        for (int n = 0; n < count; n++) {
            if (product * bound > LARGE) {
                sum += Math.log(product);
                product = 1;
                inverse = 1;
            }
            double next = product * products[n];
            inverse *= inverses[n];
            sum += rests[n] + Math.fma(product, products[n], -next) * inverse;
            product = next;
        }
        return sum + Math.log(product);
    }

    private static int active(Anchor anchor, double power, double[] taken) {
        int found = 0;
        for (int n = 0; n < anchor.negativeCount; n++) {
            found += anchor.rounded(power * taken[n]) > 0 ? 1 : 0;
        }
        return found;
    }

    /** For distances so far apart that a double cannot hold the powers of their differences. */
    private void onePowerEach(Anchor anchor) {
        for (int p = 0; p < anchor.positiveCount; p++) {
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
}
