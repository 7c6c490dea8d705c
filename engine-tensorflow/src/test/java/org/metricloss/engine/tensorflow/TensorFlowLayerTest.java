package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.LayerContract;
import org.metricloss.core.engine.Engine;

class TensorFlowLayerTest extends LayerContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
