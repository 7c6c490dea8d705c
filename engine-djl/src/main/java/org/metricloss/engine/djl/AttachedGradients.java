package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients that the losses of one computation attach to their values in closed form. Autograd sees an attached
 * value as a constant leaf. The derivative by that leaf is the factor of the closed form, and autograd continues from
 * x with their product. A gradient with the factor 1 reaches x without a multiplication.
 */
final class AttachedGradients {
    /**
     * One attached gradient.
     *
     * @param value a scalar, constant
     * @param x the tensor that the gradient belongs to
     * @param gradient of x's shape
     */
    private record Attached(NDArray value, NDArray x, NDArray gradient) {}

    private final List<Attached> all = new ArrayList<>();
    private final HostCopies copies;

    /** @param copies what host functions of the computation copy */
    AttachedGradients(HostCopies copies) {
        this.copies = copies;
    }

    /** {@return what host functions of the computation copy} */
    HostCopies copies() {
        return copies;
    }

    /**
     * {@return the value with that gradient}
     *
     * @param value a scalar
     * @param x the tensor that the gradient belongs to
     * @param gradient the derivative of the value by x
     */
    NDArray attach(NDArray value, NDArray x, NDArray gradient) {
        NDArray constant = value.stopGradient();
        constant.setRequiresGradient(true);
        all.add(new Attached(constant, x, gradient.stopGradient()));
        return constant;
    }

    /**
     * Differentiates a scalar of this computation; gradients arrive at the arrays that have one attached.
     *
     * @param value the scalar
     */
    void differentiate(NDArray value) {
        // PyTorch refuses to differentiate a constant, but the gradient of a batch without tuples is 0. This makes a
        // constant differentiable by itself, and changes nothing in a computed value that has a gradient.
        value.setRequiresGradient(true);
        backward(value, value.onesLike(), !all.isEmpty());
        // In reverse order: the factor of a gradient may depend on those attached later.
        for (int i = all.size() - 1; i >= 0; i--) {
            Attached each = all.get(i);
            NDArray weight = each.value.getGradient();
            // PyTorch may keep the array as the gradient of x and add to it, so it must be a copy if there are other
            // gradients.
            NDArray gradient =
                    all.size() == 1 && DjlArrays.scalar(weight) == 1 ? each.gradient : each.gradient.mul(weight);
            // This takes a view, since PyTorch copies an array that is referenced elsewhere. If x is a constant, the
            // gradient ends in the view: DJL cannot tell whether a computed array is a constant.
            NDArray view = each.x.reshape(each.x.getShape());
            view.setRequiresGradient(true);
            backward(view, gradient, true);
        }
    }

    /**
     * Continues from the result of another computation; gradients arrive at the arrays that have one attached.
     *
     * @param array what was computed
     * @param gradient the derivative by it
     */
    static void backward(NDArray array, NDArray gradient) {
        backward(array, gradient, false);
    }

    private static void backward(NDArray array, NDArray gradient, boolean keepGraph) {
        JniUtils.backward((PtNDArray) array, (PtNDArray) gradient, keepGraph, false);
    }
}
