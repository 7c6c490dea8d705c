package org.metricloss.engine.djl;

import org.metricloss.core.contract.ContinuationContract;
import org.metricloss.core.engine.Engine;

class DjlContinuationTest extends ContinuationContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
