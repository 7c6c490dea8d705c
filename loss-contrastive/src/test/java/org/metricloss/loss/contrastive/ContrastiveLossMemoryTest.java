package org.metricloss.loss.contrastive;

import java.util.Map;
import org.metricloss.core.contract.LossMemoryContract;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Parameters;

class ContrastiveLossMemoryTest extends LossMemoryContract {
    @Override
    protected Map<String, LargeBatch> batches() {
        return Map.of(
                "multi-similarity", new LargeBatch(new MultiSimilarityLoss(2, 50, 1), 4096, 10, 512),
                "N-pairs", new LargeBatch(new NPairsLoss(false, 0.002), 8192, 4096, 512),
                "exact, normalized", new LargeBatch(loss(Map.of("normalize", true)), 4096, 10, 512),
                "enumerated", new LargeBatch(loss(Map.of("algorithm", "enumerate")), 1024, 10, 64));
    }

    private static CostedLoss loss(Map<String, Object> parameters) {
        return (CostedLoss) new ContrastiveLossProvider().create(Parameters.of(parameters));
    }
}
