package org.metricloss.core.loss;

import org.metricloss.core.plugin.Spelling;

/** The kinds of tuples that a sampler can list and a loss can request. */
public enum TupleKind {
    /** Two samples, whose labels tell whether they are a positive or a negative pair. */
    PAIRS(2),
    /** An anchor, another sample of its label, and a sample of another label. */
    TRIPLETS(3);

    private final int members;

    TupleKind(int members) {
        this.members = members;
    }

    /** {@return how many samples a tuple has} */
    public int members() {
        return members;
    }

    /** {@return the word in experiment files: pairs, triplets} */
    public String words() {
        return Spelling.of(this);
    }
}
