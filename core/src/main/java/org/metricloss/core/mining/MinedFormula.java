package org.metricloss.core.mining;

import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.array.DataType;

/**
 * A formula that sees only what was mined of each anchor. If pairs are symmetric, the look ahead mines everything once,
 * and a pair that was mined from both sides is used only the first time.
 *
 * @param formula the formula
 * @param mining chooses
 * @param symmetric whether (i, j) and (j, i) are one pair
 * @param given how many numbers the formula itself is given with an anchor
 */
record MinedFormula(AnchorFormula formula, Mining mining, boolean symmetric, int given) implements AnchorFormula {
    MinedFormula {
        if (formula.looksAhead()) {
            throw new IllegalArgumentException("a formula that looks ahead cannot be mined: " + formula);
        }
    }

    /** Those of the formula, and {@link #looked} as the last. */
    @Override
    public int tallies() {
        return formula.tallies() + 1;
    }

    /** {@return which tally is the number of pairs that miners looked at, given those of the formula} */
    static int looked(AnchorFormula formula) {
        return formula.tallies();
    }

    @Override
    public boolean looksAhead() {
        return symmetric;
    }

    @Override
    public Worker worker(DataType type, int references, int dimension) {
        return new OfThread(
                formula.worker(type, references, dimension),
                mining.worker(type, references, dimension, given),
                references);
    }

    private final class OfThread implements Worker {
        private final Worker worker;
        private final AnchorMiner miner;
        private final int[] chosen;
        private int count;
        private Anchor selection;

        OfThread(Worker worker, AnchorMiner miner, int references) {
            this.worker = worker;
            this.miner = miner.joining();
            chosen = new int[references];
        }

        @Override
        public void lookAhead(Anchor anchor) {
            mine(anchor);
            for (int k = 0; k < count; k++) {
                anchor.mark(chosen[k]);
            }
        }

        @Override
        public void handle(Anchor anchor) {
            int positives = symmetric ? merged(anchor) : mine(anchor);
            if (selection == null) {
                selection = anchor.selection();
            }
            selection.select(anchor, chosen, positives, count);
            worker.handle(selection);
            selection.writeWeights(anchor, chosen, count);
            anchor.tally(looked(formula), anchor.others().count());
            if (Double.isNaN(anchor.others().sum(anchor.squaredDistances()))) {
                anchor.cost(Double.NaN);
            }
        }

        /** {@return how many of the chosen are positives} */
        private int mine(Anchor anchor) {
            Mined mined = miner.mine(anchor);
            count = 0;
            for (int k = 0; k < mined.positiveCount(); k++) {
                chosen[count++] = miner.candidates().positivePlace(mined.positive(k));
            }
            for (int k = 0; k < mined.negativeCount(); k++) {
                chosen[count++] = miner.candidates().negativePlace(mined.negative(k));
            }
            return mined.positiveCount();
        }

        /** Chooses what the look ahead marked, except pairs that the other anchor has already chosen. */
        private int merged(Anchor anchor) {
            count = 0;
            take(anchor, anchor.positives().from(), anchor.positives().to());
            take(anchor, anchor.positives().secondFrom(), anchor.positives().secondTo());
            int positives = count;
            take(anchor, anchor.negatives().from(), anchor.negatives().to());
            take(anchor, anchor.negatives().secondFrom(), anchor.negatives().secondTo());
            return positives;
        }

        private void take(Anchor anchor, int from, int to) {
            int own = anchor.place();
            for (int j = from; j < to; j++) {
                if (anchor.marked(own, j) && (own < j || !anchor.marked(j, own))) {
                    chosen[count++] = j;
                }
            }
        }
    }
}
