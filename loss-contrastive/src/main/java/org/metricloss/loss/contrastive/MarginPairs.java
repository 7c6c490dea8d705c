package org.metricloss.loss.contrastive;

/** Which pairs of an anchor the margin loss sums. */
public enum MarginPairs {
    /** Every positive, and as many negatives, drawn by their distances. */
    SAMPLED,
    /** Every positive once for each negative, and every negative once for each positive. */
    ALL_TRIPLETS,
    /** Positives and negatives once for each mined triplet that they occur in. */
    MINED
}
