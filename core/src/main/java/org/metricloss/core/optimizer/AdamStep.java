package org.metricloss.core.optimizer;

/**
 * One step of an {@link AdaptiveRule} with its bias corrections, if any, as factors: w &lt;- w - learningRate * rateFactor * m /
 * (sqrt(v) + epsilon) is the same update, in the form for which engines have a native operation.
 *
 * <p>With c1 = 1 - beta1^t and c2 = 1 - beta2^t, mhat / (sqrt(vhat) + epsilon) = (sqrt(c2) / c1) m / (sqrt(v) + epsilon
 * sqrt(c2)). The betas are rounded to float32 first, since engines compute m and v with the rounded values.
 *
 * @param rateFactor sqrt(c2) / c1; 1 without corrections
 * @param epsilon epsilon sqrt(c2); epsilon without corrections
 */
public record AdamStep(double rateFactor, double epsilon) {
    /**
     * {@return the step's scalars}
     *
     * @param rule the settings
     * @param step t, counted from 1
     */
    public static AdamStep of(AdaptiveRule rule, long step) {
        if (!(step >= 1)) {
            throw new IllegalArgumentException("step must be >= 1, got " + step);
        }
        if (!rule.correctsBias()) {
            return new AdamStep(1, rule.epsilon());
        }
        double c1 = 1 - Math.pow((float) rule.beta1(), step);
        double rootOfC2 = Math.sqrt(1 - Math.pow((float) rule.beta2(), step));
        return new AdamStep(rootOfC2 / c1, rule.epsilon() * rootOfC2);
    }
}
