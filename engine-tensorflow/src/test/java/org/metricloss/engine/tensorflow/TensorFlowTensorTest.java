package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.TensorContract;
import org.metricloss.core.engine.Engine;

class TensorFlowTensorTest extends TensorContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
