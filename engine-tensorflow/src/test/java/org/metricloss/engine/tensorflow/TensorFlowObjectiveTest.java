package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.ObjectiveContract;
import org.metricloss.core.engine.Engine;

class TensorFlowObjectiveTest extends ObjectiveContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
