package org.metricloss.engine.tensorflow;

import org.junit.jupiter.api.Tag;
import org.metricloss.core.contract.MemoryContract;
import org.metricloss.core.engine.Engine;

@Tag("long")
class TensorFlowMemoryTest extends MemoryContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
