package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.TupleReduction;

/** The formula of a pair's loss. */
public enum ContrastiveForm {
    /** Half the square of distance and shortfall (Hadsell, Chopra, LeCun 2006). */
    SQUARED(TupleReduction.ALL),
    /** Distance and shortfall themselves; positives and negatives are reduced separately, then added. */
    LINEAR(TupleReduction.ACTIVE);

    private final TupleReduction usualReduction;

    ContrastiveForm(TupleReduction usualReduction) {
        this.usualReduction = usualReduction;
    }

    /** @return the reduction that this form is published with */
    public TupleReduction usualReduction() {
        return usualReduction;
    }
}
