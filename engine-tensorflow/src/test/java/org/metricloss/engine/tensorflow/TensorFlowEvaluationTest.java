package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.EvaluationContract;
import org.metricloss.core.engine.Engine;

class TensorFlowEvaluationTest extends EvaluationContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
