package org.metricloss.loss.triplet;

import java.util.Arrays;
import org.metricloss.core.host.Sums;

/**
 * All or all semi-hard triplets of an anchor under a hinge, without listing them. A negative at D_an is active with
 * exactly those positives whose threshold D_ap + margin is above D_an: in the order of the thresholds these are the
 * last ones, so the place of D_an among them gives both counts, and these the slopes and the cost. With k positives
 * that takes O(k log k) and a constant number of steps for each negative.
 */
final class HingeByThresholds implements AnchorRule {
    private final boolean semiHard;
    private final SortedThresholds thresholds;
    private final SortedThresholds distances;
    /** At each place of the order, how many more negatives are active there than at the place before. */
    private final int[] changes;
    /** For each negative or positive, how many thresholds are at most there. */
    private final int[] atMost;

    private final double[] products;

    /**
     * @param semiHard whether only triplets with D_ap &lt; D_an &lt;= D_ap + margin count
     * @param capacity the most positives an anchor can have
     */
    HingeByThresholds(boolean semiHard, int capacity) {
        this.semiHard = semiHard;
        thresholds = new SortedThresholds(capacity);
        distances = new SortedThresholds(capacity);
        changes = new int[capacity + 1];
        atMost = new int[capacity];
        products = new double[capacity];
    }

    @Override
    public void apply(Anchor anchor) {
        int k = anchor.positiveCount;
        thresholds.set(anchor.thresholds, k);
        Arrays.fill(changes, 0, k + 1, 0);
        if (semiHard) {
            semiHard(anchor, k);
        } else {
            all(anchor, k);
        }
        // From here on how many negatives are active at each place.
        for (int place = 1; place < k; place++) {
            changes[place] += changes[place - 1];
        }
        double thresholdSum = 0;
        for (int place = 0; place < k; place++) {
            anchor.active += changes[place];
            thresholdSum += changes[place] * thresholds.at(place);
        }
        anchor.violating = anchor.active;
        anchor.cost = thresholdSum + negativeSum(anchor);
        thresholds.atMost(anchor.thresholds, k, atMost);
        for (int p = 0; p < k; p++) {
            // For equal thresholds any place is right, since no negative lies between them.
            anchor.positiveSlopes[p] = changes[atMost[p] - 1];
        }
    }

    private void all(Anchor anchor, int k) {
        thresholds.atMost(anchor.negatives, anchor.negativeCount, atMost);
        for (int n = 0; n < anchor.negativeCount; n++) {
            anchor.negativeSlopes[n] = atMost[n] - k;
            changes[atMost[n]]++;
        }
        anchor.mined = (long) k * anchor.negativeCount;
    }

    private void semiHard(Anchor anchor, int k) {
        distances.set(anchor.positives, k);
        for (int n = 0; n < anchor.negativeCount; n++) {
            double distance = anchor.negatives[n];
            int first = thresholds.atMost(distance);
            int last = distances.below(distance);
            anchor.mined += Math.max(0, last - thresholds.below(distance));
            if (first < last) {
                anchor.negativeSlopes[n] = first - last;
                changes[first]++;
                changes[last]--;
            }
        }
    }

    /** {@return minus the sum of all negatives' distances, each counted as often as it is active} */
    private double negativeSum(Anchor anchor) {
        multiply(anchor.negativeCount, anchor.negatives, thresholds.highest(), anchor.negativeSlopes, products);
        return Sums.of(products, 0, anchor.negativeCount);
    }

    /** Arrays are parameters, so that the loop is compiled to vector operations. */
    private static void multiply(int count, double[] negatives, double highest, double[] slopes, double[] products) {
        for (int n = 0; n < count; n++) {
            // A distance above the highest threshold counts 0 times, but must not be infinite.
            products[n] = Math.min(negatives[n], highest) * slopes[n];
        }
    }
}
