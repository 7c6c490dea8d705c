package org.metricloss.core.data;

import org.metricloss.core.random.RandomStream;

/** Cards dealt in random order: each once before any is dealt again, and never one twice in a hand. */
final class Deck {
    private final int[] cards;
    private final RandomStream random;
    private int next;

    Deck(int[] cards, RandomStream random) {
        this.cards = cards.clone();
        this.random = random;
        random.shuffle(this.cards);
    }

    /** {@return that many different cards, at most as many as the deck has} */
    int[] deal(int count) {
        if (count > cards.length) {
            throw new IllegalArgumentException("at most " + cards.length + " cards can be dealt, got " + count);
        }
        int[] hand = new int[count];
        int left = Math.min(count, cards.length - next);
        System.arraycopy(cards, next, hand, 0, left);
        int missing = count - left;
        if (missing > 0) {
            // The cards of earlier hands lie before the last ones: the rest of this hand can only come from them.
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
