package org.metricloss.loss.center;

import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.loss.MetricLoss;

class CenterLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of(
                "paper, mean", new CenterLoss(CenterUpdate.PAPER, 0.5, CenterReduction.MEAN),
                "batch-scaled, sum", new CenterLoss(CenterUpdate.BATCH_SCALED, 1, CenterReduction.SUM));
    }
}
