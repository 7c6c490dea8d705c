package org.metricloss.engine.djl;

import org.metricloss.core.contract.TensorContract;
import org.metricloss.core.engine.Engine;

class DjlTensorTest extends TensorContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
