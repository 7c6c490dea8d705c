package org.metricloss.core.engine;

import java.util.Map;
import java.util.Optional;
import org.metricloss.core.tensor.DataType;

/**
 * Embeddings to evaluate an objective on. The arrays of int are not copied.
 *
 * @param embeddings [m, d]
 * @param labels m class indices, each in [0, classes); they need not be contiguous
 * @param classes the number of classes
 * @param state every state of the objective by its name there, see
 *     {@link org.metricloss.core.loss.Objective#state}
 * @param tuples explicit pairs [t][2] or triplets [t][3], if any
 * @param draws uniform draws [m, k], if the objective needs any
 * @param type the floating-point type to compute in
 */
public record LossExample(
        DoubleArray embeddings,
        int[] labels,
        int classes,
        Map<String, DoubleArray> state,
        Optional<int[][]> tuples,
        Optional<DoubleArray> draws,
        DataType type) {
    /** Checks that the parts fit together. */
    public LossExample {
        state = Map.copyOf(state);
        if (embeddings.shape().rank() != 2) {
            throw new IllegalArgumentException("embeddings must be a matrix [m, d], got " + embeddings.shape());
        }
        if (labels.length != embeddings.shape().size(0)) {
            throw new IllegalArgumentException("%s labels for %s embeddings"
                    .formatted(labels.length, embeddings.shape().size(0)));
        }
        for (int label : labels) {
            if (label < 0 || label >= classes) {
                throw new IllegalArgumentException("labels must be in [0, %s), got %s".formatted(classes, label));
            }
        }
        if (!type.isFloating()) {
            throw new IllegalArgumentException("type must be FLOAT32 or FLOAT64, got " + type);
        }
    }

    /**
     * An example in float64 without tuples and draws.
     *
     * @param embeddings [m, d]
     * @param labels m class indices
     * @param classes the number of classes
     * @param state every state of the objective
     * @return the example
     */
    public static LossExample of(DoubleArray embeddings, int[] labels, int classes, Map<String, DoubleArray> state) {
        return new LossExample(
                embeddings, labels, classes, state, Optional.empty(), Optional.empty(), DataType.FLOAT64);
    }
}
