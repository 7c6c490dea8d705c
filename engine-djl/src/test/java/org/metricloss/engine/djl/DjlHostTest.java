package org.metricloss.engine.djl;

import org.metricloss.core.contract.HostContract;
import org.metricloss.core.engine.Engine;

class DjlHostTest extends HostContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
