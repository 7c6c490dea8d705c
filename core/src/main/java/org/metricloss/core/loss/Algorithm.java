package org.metricloss.core.loss;

/** How a loss over pairs or triplets is computed. All give the same value, gradient and counts. */
public enum Algorithm {
    /**
     * On the host, row by row of the distances, without listing the tuples where a closed form makes that possible: no array
     * holds all of them. What the library keeps of blocks of distances is at most about half of their matrix.
     */
    EXACT,
    /** By tensor operations over arrays of all tuples: the formula as it is published, as reference and to measure. */
    ENUMERATE
}
