package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.SessionContract;
import org.metricloss.core.engine.Engine;

class TensorFlowSessionTest extends SessionContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
