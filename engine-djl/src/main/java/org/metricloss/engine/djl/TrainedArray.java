package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;

/** An array that is trained, and its gradient, which is looked up once: PyTorch adds to the same array in every step. */
final class TrainedArray {
    private final PtNDArray weight;
    private PtNDArray gradient;

    /** @param weight an array with a gradient attached */
    TrainedArray(NDArray weight) {
        this.weight = (PtNDArray) weight;
    }

    PtNDArray weight() {
        return weight;
    }

    /** {@return the gradient; an array of zeros before the first backward pass that reaches the array} */
    PtNDArray gradient() {
        if (gradient == null) {
            gradient = JniUtils.getGradient(weight);
            if (gradient == null) {
                return (PtNDArray) weight.getManager().zeros(weight.getShape(), weight.getDataType());
            }
            // It lives as long as the weight, not as long as the step.
            NDScope.unregister(gradient);
        }
        return gradient;
    }

    /** Sets the gradient to 0. */
    void zeroGradient() {
        JniUtils.zeroGrad(weight);
    }
}
