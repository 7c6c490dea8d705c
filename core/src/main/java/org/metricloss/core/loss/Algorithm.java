package org.metricloss.core.loss;

/** How a loss over pairs or triplets is computed. Both ways give the same value, gradient and counts. */
public enum Algorithm {
    /**
     * On the host, row by row of the distances. Where a closed form exists, the tuples are not listed: no array holds
     * all of them.
     */
    EXACT,
    /**
     * By tensor operations over arrays of all tuples, as the formula is published: a reference, and the subject of
     * cost studies.
     */
    ENUMERATE
}
