package org.metricloss.engine.djl;

import org.metricloss.core.contract.InputGradientContract;
import org.metricloss.core.engine.Engine;

class DjlInputGradientTest extends InputGradientContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
