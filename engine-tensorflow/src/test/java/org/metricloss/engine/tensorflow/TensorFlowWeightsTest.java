package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.WeightsContract;
import org.metricloss.core.engine.Engine;

class TensorFlowWeightsTest extends WeightsContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
