package org.metricloss.engine.djl;

import org.metricloss.core.contract.MatrixContract;
import org.metricloss.core.engine.Engine;

class DjlMatrixTest extends MatrixContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
