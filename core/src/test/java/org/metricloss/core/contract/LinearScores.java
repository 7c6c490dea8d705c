package org.metricloss.core.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.Shape;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/** Cross-entropy of a linear classifier: learned state, and class scores. */
record LinearScores() implements MetricLoss {
    @Override
    public List<LossState> state(LossSetting setting) {
        Shape shape = Shape.of(setting.classes(), setting.dimension());
        return List.of(new LossState.Learned("weight", shape, new Initializer.Gaussian(0.5)));
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor scores = scores(input.embeddings(), input.state("weight"));
        Tensor own = scores.pick(input.labels()).reshape(input.samples(), 1);
        return LossOutput.of(scores.logSumExp().sub(own).sum().mul(1.0 / input.samples()));
    }

    @Override
    public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        return Optional.of(scores(embeddings, state.get("weight")));
    }

    private static Tensor scores(Tensor embeddings, Tensor weight) {
        return embeddings.matMul(weight.transpose());
    }
}
