package org.metricloss.engine.djl;

import org.metricloss.core.contract.WeightsContract;
import org.metricloss.core.engine.Engine;

class DjlWeightsTest extends WeightsContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
