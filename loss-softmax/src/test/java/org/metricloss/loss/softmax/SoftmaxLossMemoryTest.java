package org.metricloss.loss.softmax;

import java.util.Map;
import org.metricloss.core.contract.LossMemoryContract;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Parameters;

class SoftmaxLossMemoryTest extends LossMemoryContract {
    @Override
    protected Map<String, LargeBatch> batches() {
        return Map.of("many classes", new LargeBatch(loss(Map.of()), 2048, 2048, 64));
    }

    private static CostedLoss loss(Map<String, Object> parameters) {
        return (CostedLoss) new SoftmaxLossProvider().create(Parameters.of(parameters));
    }
}
