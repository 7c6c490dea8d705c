package org.metricloss.core.optimizer;

import org.metricloss.core.optimizer.OptimizerSpec.Adam;

/**
 * One step of {@link Adam} with the bias corrections taken out of m and v: w &lt;- w - learningRate * rateFactor * m /
 * (sqrt(v) + epsilon) is the same update, and it is the form that engines have as one native operation.
 *
 * <p>With c1 = 1 - beta1^t and c2 = 1 - beta2^t, mhat / (sqrt(vhat) + epsilon) = (sqrt(c2) / c1) m / (sqrt(v) + epsilon
 * sqrt(c2)). The betas are rounded to float32 first: in that form they are in m and v, and the corrections must fit.
 *
 * @param rateFactor sqrt(c2) / c1
 * @param epsilon epsilon sqrt(c2)
 */
public record AdamStep(double rateFactor, double epsilon) {
    /**
     * {@return the step's scalars}
     *
     * @param adam the settings
     * @param step t, counted from 1
     */
    public static AdamStep of(Adam adam, long step) {
        if (!(step >= 1)) {
            throw new IllegalArgumentException("step must be >= 1, got " + step);
        }
        double c1 = 1 - Math.pow((float) adam.beta1(), step);
        double rootOfC2 = Math.sqrt(1 - Math.pow((float) adam.beta2(), step));
        return new AdamStep(rootOfC2 / c1, adam.epsilon() * rootOfC2);
    }
}
