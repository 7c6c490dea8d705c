package org.metricloss.experiments.cost;

import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.MetricLoss;

/**
 * A loss of negligible cost: the sum of the embeddings. Its step measures the cost of an engine, or of a network,
 * without a loss.
 */
record EmptyStep() implements MetricLoss {
    @Override
    public LossOutput compute(LossInput input) {
        return LossOutput.of(input.embeddings().sum());
    }
}
