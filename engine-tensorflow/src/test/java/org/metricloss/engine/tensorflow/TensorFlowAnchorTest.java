package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.AnchorContract;
import org.metricloss.core.engine.Engine;

class TensorFlowAnchorTest extends AnchorContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
