package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.ContinuationContract;
import org.metricloss.core.engine.Engine;

class TensorFlowContinuationTest extends ContinuationContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
