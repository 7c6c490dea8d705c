package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradients that the losses of one computation attach to their values in closed form. An attached value is a constant to
 * autograd, but one whose derivative it is asked for: this is what the closed form counts for, and autograd goes on from x with
 * both multiplied. It never multiplies x, and a gradient that counts 1 reaches x as it is.
 */
final class AttachedGradients {
    /**
     * One attached gradient.
     *
     * @param value a scalar, constant
     * @param x what the gradient is for
     * @param gradient of x's shape
     */
    private record Attached(NDArray value, NDArray x, NDArray gradient) {}

    private final List<Attached> all = new ArrayList<>();

    /**
     * {@return the value with that gradient}
     *
     * @param value a scalar
     * @param x what the gradient is for
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
        // PyTorch refuses to differentiate what depends on nothing: a batch without tuples still has a gradient of 0.
        NDArray anchor = value.getManager().zeros(value.getShape(), value.getDataType());
        anchor.setRequiresGradient(true);
        backward(value.add(anchor), value.onesLike(), !all.isEmpty());
        // The last one first: only then is known what those before it count for.
        for (int i = all.size() - 1; i >= 0; i--) {
            Attached each = all.get(i);
            NDArray weight = each.value.getGradient();
            // PyTorch may keep the array as the gradient of x, and add to it: with others it must be one of its own.
            NDArray gradient =
                    all.size() == 1 && DjlArrays.scalar(weight) == 1 ? each.gradient : each.gradient.mul(weight);
            // By way of a view, since PyTorch copies what anybody else holds too. Where x is a constant,
            // the gradient ends in the view: of a computed array DJL does not say whether it is one.
            NDArray view = each.x.reshape(each.x.getShape());
            view.setRequiresGradient(true);
            backward(view, gradient, true);
        }
    }

    /**
     * Goes on from what another computation has found; gradients arrive at the arrays that have one attached.
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
