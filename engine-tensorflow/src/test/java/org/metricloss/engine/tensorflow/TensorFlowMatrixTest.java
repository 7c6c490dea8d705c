package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.MatrixContract;
import org.metricloss.core.engine.Engine;

class TensorFlowMatrixTest extends MatrixContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
