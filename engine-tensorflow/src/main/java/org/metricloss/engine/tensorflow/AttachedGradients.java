package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;

/**
 * The gradients that losses attach to their values in closed form. An attached value is the constant value plus a
 * hook, which is 0: the derivative of an objective by the hook is the factor of the closed form in it.
 */
final class AttachedGradients {
    /**
     * One attached gradient.
     *
     * @param hook a scalar, 0
     * @param x the tensor that the gradient belongs to
     * @param gradient of x's shape
     */
    record Attached(Operand<TNumber> hook, Operand<TNumber> x, Operand<TNumber> gradient) {}

    private final List<Attached> all = new ArrayList<>();

    /**
     * {@return the value with that gradient}
     *
     * @param value a scalar
     * @param x the tensor that the gradient belongs to
     * @param gradient the derivative of the value by x
     */
    Operand<TNumber> attach(Ops tf, Operand<TNumber> value, Operand<TNumber> x, Operand<TNumber> gradient) {
        Operand<TNumber> constant = tf.stopGradient(value);
        // Each hook needs a node of its own, since the graph would share a constant.
        Operand<TNumber> hook = tf.identity(tf.constantOfSameType(constant, 0));
        all.add(new Attached(hook, x, tf.stopGradient(gradient)));
        return tf.math.add(constant, hook);
    }

    /** {@return the gradients attached so far, in order} */
    List<Attached> all() {
        return List.copyOf(all);
    }
}
