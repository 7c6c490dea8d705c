package org.metricloss.engine.djl;

import org.metricloss.core.contract.LayerContract;
import org.metricloss.core.engine.Engine;

class DjlLayerTest extends LayerContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
