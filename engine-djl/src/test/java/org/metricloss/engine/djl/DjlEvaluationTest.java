package org.metricloss.engine.djl;

import org.metricloss.core.contract.EvaluationContract;
import org.metricloss.core.engine.Engine;

class DjlEvaluationTest extends EvaluationContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
