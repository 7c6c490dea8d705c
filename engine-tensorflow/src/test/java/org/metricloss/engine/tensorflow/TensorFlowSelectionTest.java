package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.SelectionContract;
import org.metricloss.core.engine.Engine;

class TensorFlowSelectionTest extends SelectionContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
