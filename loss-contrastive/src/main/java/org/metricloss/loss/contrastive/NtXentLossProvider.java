package org.metricloss.loss.contrastive;

import org.metricloss.core.loss.LossFamily;
import org.metricloss.core.loss.LossGuide;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.TuningRange;

/** Makes {@link NtXentLoss} from {@code temperature}: in [1e-6, 1e6], default 0.1; the Python library's default is 0.07. */
public final class NtXentLossProvider implements LossProvider {
    @Override
    public String id() {
        return "nt-xent";
    }

    @Override
    public String summary() {
        return "NT-Xent: each positive against all negatives in a softmax over cosines (Chen et al., ICML 2020)";
    }

    @Override
    public LossGuide guide() {
        return LossGuide.of(
                        LossFamily.PAIRS,
                        "Chen, Kornblith, Norouzi, Hinton: A Simple Framework for Contrastive Learning of Visual Representations, ICML 2020",
                        "Two views of each image as a class, and batches with few samples of each class.")
                .tuples("sum over classes of n_c (n_c - 1)")
                .tuning(TuningRange.log("temperature", 0.05, 0.5));
    }

    @Override
    public MetricLoss create(Parameters parameters) {
        return new NtXentLoss(parameters.number("temperature", 0.1, NtXentLoss.TEMPERATURE));
    }
}
