package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/** Makes {@link SupConLoss} from {@code temperature}: in [1e-6, 1e6], default 0.1. */
public final class SupConLossProvider implements LossProvider {
    @Override
    public String id() {
        return "sup-con";
    }

    @Override
    public String summary() {
        return "supervised contrastive loss: all positives in a softmax over cosines (Khosla et al., NeurIPS 2020)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Khosla, Teterwak, Wang, Sarna, Tian, Isola, Maschinot, Liu, Krishnan: Supervised Contrastive Learning, NeurIPS 2020",
                        "Large batches with many samples of each class; one parameter.")
                .tuples("m - 1 for each sample that has positives and negatives")
                .tuning(TuningRange.log("temperature", 0.05, 0.5));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new SupConLoss(parameters.number("temperature", 0.1, SupConLoss.TEMPERATURE));
    }
}
