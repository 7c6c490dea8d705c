package org.metricloss.core.optimizer;

/**
 * The update rule of Adam and of optimizers like it, which every engine computes: m &lt;- beta1 m + (1 - beta1) g; v &lt;- beta2 v + (1 - beta2) g^2; w
 * &lt;- w - learningRate m / (sqrt(v) + epsilon), with or without bias corrections.
 */
public interface AdaptiveRule {
    /** {@return the decay of the mean of gradients} */
    double beta1();

    /** {@return the decay of the mean of squared gradients} */
    double beta2();

    /** {@return what is added to the root} */
    double epsilon();

    /** {@return whether m and v are divided by 1 - beta^t} */
    default boolean correctsBias() {
        return true;
    }

    /** {@return whether weight decay shortens the weight before the step, instead of being added to its gradient} */
    default boolean decouplesDecay() {
        return false;
    }
}
