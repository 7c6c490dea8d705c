package org.metricloss.engine.djl;

import org.metricloss.core.contract.AnchorContract;
import org.metricloss.core.engine.Engine;

class DjlAnchorTest extends AnchorContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
