package org.metricloss.loss.contrastive;

/** What learns a boundary between positives and negatives. */
public enum MarginBeta {
    /** One for each class, used by the anchors of the class. */
    PER_CLASS,
    /** One for all. */
    SINGLE,
    /** The initial value for all, never changed. */
    FIXED
}
