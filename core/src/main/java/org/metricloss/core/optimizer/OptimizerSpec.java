package org.metricloss.core.optimizer;

/** How weights follow their gradients. */
public sealed interface OptimizerSpec {
    /** @return the learning rate, times which a learned state's own factor applies */
    double learningRate();

    /**
     * Stochastic gradient descent with momentum, in PyTorch's form: g &lt;- g + weightDecay w; v &lt;- momentum v + g; w
     * &lt;- w - learningRate v, with v = 0 at the start. Weight decay applies to every learned weight: biases, slopes and
     * learned loss state included.
     *
     * @param learningRate step size, at least 0
     * @param momentum in [0, 1)
     * @param weightDecay factor of the weight added to its gradient, at least 0
     */
    record Sgd(double learningRate, double momentum, double weightDecay) implements OptimizerSpec {
        /** Checks the ranges. */
        public Sgd {
            if (!(learningRate >= 0 && learningRate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("learningRate must be >= 0 and finite, got " + learningRate);
            }
            if (!(momentum >= 0 && momentum < 1)) {
                throw new IllegalArgumentException("momentum must be in [0, 1), got " + momentum);
            }
            if (!(weightDecay >= 0 && weightDecay < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weightDecay must be >= 0 and finite, got " + weightDecay);
            }
        }
    }
}
