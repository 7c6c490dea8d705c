package org.metricloss.loss.triplet;

import java.util.Map;
import org.metricloss.core.contract.LossMemoryContract;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Parameters;

class TripletLossMemoryTest extends LossMemoryContract {
    @Override
    protected Map<String, LargeBatch> batches() {
        return Map.of(
                "angular", new LargeBatch(new AngularLoss(45, true), 4096, 40, 512),
                "exact", new LargeBatch(loss(Map.of()), 6144, 10, 128),
                "enumerated, swapped", new LargeBatch(loss(Map.of("swap", true)), 192, 10, 64),
                "enumerated, hard",
                        new LargeBatch(loss(Map.of("mining", "hard", "algorithm", "enumerate")), 1536, 10, 64),
                "listed", new LargeBatch(loss(Map.of("mining", "explicit")), 10_000, 10, 128));
    }

    private static CostedLoss loss(Map<String, Object> parameters) {
        return (CostedLoss) new TripletLossProvider().create(Parameters.of(parameters));
    }
}
