package org.metricloss.core.loss;

import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.plugin.PluginException;

/**
 * The cost of a batch as its loss states it, validated.
 *
 * @param tuples the number of tuples, at least 0
 * @param arrays the arrays that it holds
 */
public record StatedCost(long tuples, HeldArrays arrays) {
    /**
     * {@return the cost}
     *
     * @param loss any loss
     * @param batch the batch
     * @throws PluginException if the loss predicts a negative number or fails to predict, which is a bug in the loss
     */
    public static StatedCost of(MetricLoss loss, BatchProfile batch) {
        CostedLoss costed = CostedLoss.of(loss);
        String name = loss.getClass().getName();
        try {
            long tuples = costed.tuples(batch);
            if (tuples < 0) {
                throw new PluginException(
                        "%s predicts %s tuples for %s samples; its method CostedLoss.tuples must return at least 0"
                                .formatted(name, tuples, batch.samples()));
            }
            return new StatedCost(tuples, costed.arrays(batch));
        } catch (PluginException wrong) {
            throw wrong;
        } catch (RuntimeException failed) {
            throw new PluginException(
                    "%s cannot predict its cost for %s samples: its method CostedLoss.tuples or CostedLoss.arrays failed with %s"
                            .formatted(name, batch.samples(), failed),
                    failed);
        }
    }
}
