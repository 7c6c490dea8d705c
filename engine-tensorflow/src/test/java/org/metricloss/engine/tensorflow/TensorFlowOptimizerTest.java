package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.OptimizerContract;
import org.metricloss.core.engine.Engine;

class TensorFlowOptimizerTest extends OptimizerContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
