package org.metricloss.loss.contrastive;

import java.util.Map;
import org.metricloss.core.contract.LossContract;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.TupleReduction;

class ContrastiveLossContractTest extends LossContract {
    @Override
    protected Map<String, MetricLoss> losses() {
        return Map.of(
                "squared", new ContrastiveLoss(ContrastiveForm.SQUARED, 1, 0, false, TupleReduction.ALL),
                "squared sum, normalized",
                        new ContrastiveLoss(ContrastiveForm.SQUARED, 1.5, 0, true, TupleReduction.SUM),
                "linear", new ContrastiveLoss(ContrastiveForm.LINEAR, 1, 0, false, TupleReduction.ACTIVE),
                "linear all", new ContrastiveLoss(ContrastiveForm.LINEAR, 1.2, 0.3, false, TupleReduction.ALL),
                "linear sum, normalized",
                        new ContrastiveLoss(ContrastiveForm.LINEAR, 1, 0.3, true, TupleReduction.SUM));
    }
}
