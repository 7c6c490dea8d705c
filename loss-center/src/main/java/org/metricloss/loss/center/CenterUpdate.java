package org.metricloss.loss.center;

/** How the centers move. Published implementations differ; in none of these does the loss's weight enter. */
public enum CenterUpdate {
    /** The step alpha delta_j of Wen et al., equation 4, as the authors' Caffe layer takes it too. */
    PAPER,
    /**
     * The same step divided by the batch size m: what a widely copied PyTorch version does with {@code size_average}.
     * Centers then move m times more slowly.
     */
    BATCH_SCALED
}
