package org.metricloss.engine.djl;

import org.metricloss.core.contract.OptimizerContract;
import org.metricloss.core.engine.Engine;

class DjlOptimizerTest extends OptimizerContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
