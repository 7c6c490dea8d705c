package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.ArithmeticContract;
import org.metricloss.core.engine.Engine;

class TensorFlowArithmeticTest extends ArithmeticContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
