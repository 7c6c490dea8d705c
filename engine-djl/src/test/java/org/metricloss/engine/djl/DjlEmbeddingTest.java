package org.metricloss.engine.djl;

import org.metricloss.core.contract.EmbeddingContract;
import org.metricloss.core.engine.Engine;

class DjlEmbeddingTest extends EmbeddingContract {
    @Override
    protected Engine engine() {
        return new DjlEngine();
    }
}
