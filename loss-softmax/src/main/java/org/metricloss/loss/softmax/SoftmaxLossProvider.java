package org.metricloss.loss.softmax;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;

/** Makes {@link SoftmaxLoss} from {@code bias} (default true). */
public final class SoftmaxLossProvider implements LossProvider {
    @Override
    public String id() {
        return "softmax";
    }

    @Override
    public String summary() {
        return "softmax cross-entropy of a linear head, mean over the batch";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                LossFamily.CLASS_WEIGHTS,
                "Softmax cross-entropy of a linear head, the usual loss of classifiers",
                "The baseline: few parameters, fast, and good if the test classes are the training classes.");
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new SoftmaxLoss(parameters.flag("bias", true));
    }
}
