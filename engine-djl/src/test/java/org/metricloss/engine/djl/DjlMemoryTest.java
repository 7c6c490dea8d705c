package org.metricloss.engine.djl;

import org.metricloss.core.contract.MemoryContract;
import org.metricloss.core.engine.Engine;

class DjlMemoryTest extends MemoryContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
