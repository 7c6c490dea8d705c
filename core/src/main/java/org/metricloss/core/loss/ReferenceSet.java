package org.metricloss.core.loss;

import org.metricloss.core.array.DataType;
import org.metricloss.core.tensor.Tensor;

/**
 * Constant embeddings that the samples of a batch are compared with, such as a memory of earlier batches. No gradient
 * reaches them.
 *
 * @param embeddings [r, d], of the type of the batch's embeddings, r at least 1
 * @param labels INT64 [r]; a reference whose label is below 0 is left out
 */
public record ReferenceSet(Tensor embeddings, Tensor labels) {
    /** Checks that there are embeddings, and one label for each. */
    public ReferenceSet {
        if (embeddings.shape().rank() != 2
                || embeddings.shape().size(0) == 0
                || labels.dataType() != DataType.INT64
                || labels.shape().rank() != 1
                || labels.shape().size(0) != embeddings.shape().size(0)) {
            throw new IllegalArgumentException(
                    "references must be a matrix [r, d] with r >= 1 and INT64 labels [r], got %s, %s %s"
                            .formatted(embeddings.shape(), labels.dataType(), labels.shape()));
        }
    }

    /** {@return the number of references r} */
    public int size() {
        return labels.shape().size(0);
    }
}
