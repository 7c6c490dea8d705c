package org.metricloss.loss.triplet;

/**
 * All or all semi-hard triplets of an anchor under a hinge, without listing them. A negative at D_an is active with exactly
 * those positives whose threshold D_ap + margin is above D_an: in the order of the thresholds these are the last ones, so the
 * place of D_an among them gives the count, and sums over the end of the order the cost and the slopes. With k positives that
 * takes O(k log k) and a constant number of steps for each negative.
 */
final class HingeByThresholds implements AnchorRule {
    private final boolean semiHard;
    private final SortedThresholds thresholds;
    private final SortedThresholds distances;
    private final double[] sumBefore;
    private final int[] changes;

    /**
     * @param semiHard whether only triplets with D_ap &lt; D_an &lt;= D_ap + margin count
     * @param capacity the most positives an anchor can have
     */
    HingeByThresholds(boolean semiHard, int capacity) {
        this.semiHard = semiHard;
        thresholds = new SortedThresholds(capacity);
        distances = new SortedThresholds(capacity);
        sumBefore = new double[capacity + 1];
        changes = new int[capacity + 1];
    }

    @Override
    public void apply(Anchor anchor) {
        int k = anchor.positiveCount;
        for (int p = 0; p < k; p++) {
            if (Double.isNaN(anchor.thresholds[p])) {
                // What is no number has no place in an order.
                anchor.cost = Double.NaN;
                return;
            }
        }
        thresholds.set(anchor.thresholds, k);
        for (int place = 0; place < k; place++) {
            sumBefore[place + 1] = sumBefore[place] + thresholds.at(place);
            changes[place] = 0;
        }
        changes[k] = 0;
        if (semiHard) {
            distances.set(anchor.positives, k);
            semiHard(anchor, k);
        } else {
            all(anchor, k);
        }
        int activeNegatives = 0;
        for (int place = 0; place < k; place++) {
            activeNegatives += changes[place];
            changes[place] = activeNegatives;
            anchor.active += activeNegatives;
        }
        anchor.violating = anchor.active;
        for (int p = 0; p < k; p++) {
            // Of equal thresholds any place will do: no negative lies between them.
            anchor.positiveSlopes[p] = changes[thresholds.below(anchor.thresholds[p])];
        }
    }

    private void all(Anchor anchor, int k) {
        double[] negatives = anchor.negatives;
        double[] slopes = anchor.negativeSlopes;
        double highest = thresholds.highest();
        double sum = sumBefore[k];
        double cost = 0;
        for (int n = 0; n < anchor.negativeCount; n++) {
            double distance = negatives[n];
            int first = thresholds.atMost(distance);
            int active = k - first;
            // Where nothing is active the distance counts 0 times, and must not be infinite.
            cost += sum - sumBefore[first] - active * (distance > highest ? highest : distance);
            slopes[n] = -active;
            changes[first]++;
        }
        anchor.cost = cost;
        anchor.mined = (long) k * anchor.negativeCount;
    }

    private void semiHard(Anchor anchor, int k) {
        double cost = 0;
        for (int n = 0; n < anchor.negativeCount; n++) {
            double distance = anchor.negatives[n];
            int first = thresholds.atMost(distance);
            int last = distances.below(distance);
            int active = last - first;
            anchor.mined += Math.max(0, last - thresholds.below(distance));
            if (active > 0) {
                cost += sumBefore[last] - sumBefore[first] - active * distance;
                anchor.negativeSlopes[n] = -active;
                changes[first]++;
                changes[last]--;
            }
        }
        anchor.cost = cost;
    }
}
