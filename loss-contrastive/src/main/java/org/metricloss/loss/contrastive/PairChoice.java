package org.metricloss.loss.contrastive;

/** Which pairs are compared. */
public enum PairChoice {
    /** All pairs of the batch. */
    ALL,
    /** The pairs that the sampler lists, each as often as it is listed. */
    EXPLICIT
}
