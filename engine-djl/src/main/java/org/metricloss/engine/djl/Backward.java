package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import org.metricloss.core.tensor.Tensor;

/** Differentiates a value. */
final class Backward {
    private Backward() {}

    /**
     * Differentiates a scalar; gradients arrive at the arrays that have one attached.
     *
     * @param value the scalar
     * @param collector the open collector
     */
    static void from(Tensor value, GradientCollector collector) {
        NDArray total = DjlTensor.unwrap(value);
        // PyTorch refuses to differentiate what depends on nothing: a batch without tuples still has a gradient of 0.
        NDArray anchor = total.getManager().zeros(total.getShape(), total.getDataType());
        anchor.setRequiresGradient(true);
        collector.backward(total.add(anchor));
    }
}
