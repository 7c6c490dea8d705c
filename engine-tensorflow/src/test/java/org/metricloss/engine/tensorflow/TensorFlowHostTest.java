package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.HostContract;
import org.metricloss.core.engine.Engine;

class TensorFlowHostTest extends HostContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
