package org.metricloss.loss.center;

/** What the sum over the batch is divided by. */
public enum CenterReduction {
    /** By 2m, as in the authors' Caffe layer. */
    MEAN,
    /**
     * By 2, as printed in the paper, where the softmax loss is a sum too. Beside a softmax loss that is a mean, a
     * weight of lambda then counts m times more than under {@link #MEAN}.
     */
    SUM
}
