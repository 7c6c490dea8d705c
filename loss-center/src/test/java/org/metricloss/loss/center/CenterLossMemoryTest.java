package org.metricloss.loss.center;

import java.util.Map;
import org.metricloss.core.contract.LossMemoryContract;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Parameters;

class CenterLossMemoryTest extends LossMemoryContract {
    @Override
    protected Map<String, LargeBatch> batches() {
        return Map.of("many samples", new LargeBatch(loss(Map.of()), 65_536, 10, 128));
    }

    private static CostedLoss loss(Map<String, Object> parameters) {
        return (CostedLoss) new CenterLossProvider().create(Parameters.of(parameters));
    }
}
