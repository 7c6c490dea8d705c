package org.metricloss.engine.djl;

import org.metricloss.core.contract.ArithmeticContract;
import org.metricloss.core.engine.Engine;

class DjlArithmeticTest extends ArithmeticContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
