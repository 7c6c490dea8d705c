package org.metricloss.engine.djl;

import org.metricloss.core.contract.ObjectiveContract;
import org.metricloss.core.engine.Engine;

class DjlObjectiveTest extends ObjectiveContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
