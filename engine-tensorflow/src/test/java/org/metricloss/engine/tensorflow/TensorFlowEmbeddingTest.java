package org.metricloss.engine.tensorflow;

import org.metricloss.core.contract.EmbeddingContract;
import org.metricloss.core.engine.Engine;

class TensorFlowEmbeddingTest extends EmbeddingContract {
    @Override
    protected Engine engine() {
        return new TensorFlowEngine();
    }
}
