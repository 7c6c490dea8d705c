package org.metricloss.loss.triplet;

/** For each positive of an anchor the nearest negative that is farther, or the farthest negative if none is. */
final class SemiHardNearest implements AnchorRule {
    private final SortedThresholds negatives;
    private final int[] atPlace;

    SemiHardNearest(int capacity) {
        negatives = new SortedThresholds(capacity);
        atPlace = new int[capacity];
    }

    @Override
    public void apply(Anchor anchor) {
        int count = anchor.negativeCount;
        negatives.set(anchor.negatives, count);
        // Among negatives at the same distance the one of lowest index is written last.
        for (int n = count - 1; n >= 0; n--) {
            atPlace[negatives.below(anchor.negatives[n])] = n;
        }
        for (int p = 0; p < anchor.positiveCount; p++) {
            int farther = negatives.atMost(anchor.positives[p]);
            int n = atPlace[negatives.below(negatives.at(Math.min(farther, count - 1)))];
            anchor.add(p, n);
        }
    }
}
