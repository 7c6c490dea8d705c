package org.metricloss.loss.softmax;

import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.loss.MetricLoss;

class SoftmaxLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of("with bias", new SoftmaxLoss(true), "without bias", new SoftmaxLoss(false));
    }
}
