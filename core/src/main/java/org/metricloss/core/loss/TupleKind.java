package org.metricloss.core.loss;

import org.metricloss.core.plugin.Spelling;

/** Tuples that a sampler can list and a loss can ask for. */
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

    /** {@return the kind in words, and as experiment files write it: pairs, triplets} */
    public String words() {
        return Spelling.of(this);
    }
}
