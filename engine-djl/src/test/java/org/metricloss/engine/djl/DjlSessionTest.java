package org.metricloss.engine.djl;

import org.metricloss.core.contract.SessionContract;
import org.metricloss.core.engine.Engine;

class DjlSessionTest extends SessionContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
