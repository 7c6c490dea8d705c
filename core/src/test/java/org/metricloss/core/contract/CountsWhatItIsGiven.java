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

/** The mean squared embedding; and it counts labels in moved state, and sums draws and tuples in diagnostics. */
record CountsWhatItIsGiven() implements MetricLoss {
    @Override
    public List<LossState> state(LossSetting setting) {
        return List.of(new LossState.Moved("counts", Shape.of(setting.classes(), 1), Initializer.zero()));
    }

    @Override
    public int drawsPerSample(int samples) {
        return 2;
    }

    @Override
    public LossOutput compute(LossInput input) {
        Tensor x = input.embeddings();
        Tensor counts = input.state("counts");
        Tensor draws = input.draws().orElseThrow();
        int classes = counts.shape().size(0);
        Tensor ones = x.full(1, input.samples(), 1);
        LossOutput output = LossOutput.of(x.square().sum().mul(1.0 / input.samples()))
                .next("counts", counts.add(ones.segmentSum(input.labels(), classes)))
                .total("draws", draws.sum())
                .total("step", input.step())
                .total("epoch", input.epoch())
                .total("firstDraw", draws.gatherRows(input.labels().range(1)).sum())
                .mean("countsBefore", counts.sum(), counts.full(classes));
        return input.tuples()
                .map(tuples -> output.total("tuples", tuples.sum()))
                .orElse(output);
    }
}
