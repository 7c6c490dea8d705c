package org.metricloss.core.contract;

import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/** Sums every embedding times a row of factors, picked by its label: the factors are the gradient that a network gets. */
record WeightedSum() implements MetricLoss {
    @Override
    public List<LossState> state(LossSetting setting) {
        Shape shape = Shape.of(setting.classes(), setting.dimension());
        return List.of(new LossState.Moved("factors", shape, new Initializer.Gaussian(1)));
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor factors = input.state("factors");
        Tensor sum = input.embeddings().mul(factors.gatherRows(input.labels())).sum();
        return LossOutput.of(sum).next("factors", factors);
    }
}
