package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.MemoryContract;
import org.metricloss.core.engine.Engine;

class TensorFlowMemoryTest extends MemoryContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
