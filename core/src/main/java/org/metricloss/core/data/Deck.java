package org.metricloss.core.data;

import org.metricloss.core.random.RandomStream;

/** Deals cards in random order: each card once before any is dealt again, and never the same card twice in a hand. */
final class Deck {
    private final int[] cards;
    private final RandomStream random;
    private int next;

    Deck(int[] cards, RandomStream random) {
        this.cards = cards.clone();
        this.random = random;
        random.shuffle(this.cards);
    }

    /** {@return {@code count} different cards; at most as many as the deck has} */
    int[] deal(int count) {
        if (count > cards.length) {
            throw new IllegalArgumentException("at most " + cards.length + " cards can be dealt, got " + count);
        }
        int[] hand = new int[count];
        int left = Math.min(count, cards.length - next);
        System.arraycopy(cards, next, hand, 0, left);
        int missing = count - left;
        if (missing > 0) {
            // The cards dealt in earlier hands come first in the array; the rest of this hand must be taken from them.
            shuffle(0, next);
            System.arraycopy(cards, 0, hand, left, missing);
            shuffle(missing, cards.length);
            next = missing;
        } else {
            next += count;
        }
        return hand;
    }

    private void shuffle(int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int j = from + random.nextInt(i - from + 1);
            int swapped = cards[i];
            cards[i] = cards[j];
            cards[j] = swapped;
        }
    }
}
