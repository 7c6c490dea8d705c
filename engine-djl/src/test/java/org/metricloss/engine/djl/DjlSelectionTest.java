package org.metricloss.engine.djl;

import org.metricloss.core.contract.SelectionContract;
import org.metricloss.core.engine.Engine;

class DjlSelectionTest extends SelectionContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
