package org.metricloss.core.mining;

import java.util.Arrays;

/**
 * What a miner chose for one anchor, as numbers of its {@link Candidates}: either some positives and some negatives,
 * each at most once, or triplets. One thread reuses it as scratch memory for every anchor.
 */
public final class Mined {
    private final boolean[] positiveTaken;
    private final boolean[] negativeTaken;
    private int[] positives = new int[16];
    private int[] negatives = new int[16];
    private int positiveCount;
    private int negativeCount;
    private boolean triplets;
    private boolean joins;

    Mined(int references) {
        positiveTaken = new boolean[references];
        negativeTaken = new boolean[references];
    }

    /** From now on keeps the positives and negatives that occur in triplets, each once, in place of the triplets. */
    void join() {
        joins = true;
    }

    void clear() {
        if (joins) {
            for (int k = 0; k < positiveCount; k++) {
                positiveTaken[positives[k]] = false;
            }
            for (int k = 0; k < negativeCount; k++) {
                negativeTaken[negatives[k]] = false;
            }
        }
        positiveCount = 0;
        negativeCount = 0;
        triplets = false;
    }

    /**
     * Chooses a positive.
     *
     * @param positive its number, each once
     */
    public void addPositive(int positive) {
        if (joins && taken(positiveTaken, positive)) {
            return;
        }
        positives = room(positives, positiveCount);
        positives[positiveCount++] = positive;
    }

    /**
     * Chooses a negative.
     *
     * @param negative its number, each once
     */
    public void addNegative(int negative) {
        if (joins && taken(negativeTaken, negative)) {
            return;
        }
        negatives = room(negatives, negativeCount);
        negatives[negativeCount++] = negative;
    }

    /**
     * Chooses a triplet of the anchor.
     *
     * @param positive the number of its positive
     * @param negative the number of its negative
     */
    public void addTriplet(int positive, int negative) {
        triplets = !joins;
        addPositive(positive);
        addNegative(negative);
    }

    private static boolean taken(boolean[] all, int number) {
        boolean before = all[number];
        all[number] = true;
        return before;
    }

    private static int[] room(int[] chosen, int count) {
        return count < chosen.length ? chosen : Arrays.copyOf(chosen, 2 * count);
    }

    /**
     * {@return whether triplets were chosen: then positive k and negative k form one; otherwise every chosen positive
     * forms a triplet with every chosen negative}
     */
    public boolean areTriplets() {
        return triplets;
    }

    /** {@return how many positives were chosen, or how many triplets} */
    public int positiveCount() {
        return positiveCount;
    }

    /** {@return how many negatives were chosen, or how many triplets} */
    public int negativeCount() {
        return negativeCount;
    }

    /** {@return the number of a chosen positive} */
    public int positive(int k) {
        return positives[k];
    }

    /** {@return the number of a chosen negative} */
    public int negative(int k) {
        return negatives[k];
    }
}
