package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.InputGradientContract;
import org.metricloss.core.engine.Engine;

class TensorFlowInputGradientTest extends InputGradientContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
