package org.metricloss.core.loss;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.tensor.Tensor;

/** A loss that does not state its cost, with a cost that a loss over pairs or classes may have. */
record AssumedCost(MetricLoss loss) implements CostedLoss {
    private static final int ARRAYS = 20;

    @Override
    public List<LossState> state(LossSetting setting) {
        return loss.state(setting);
    }

    @Override
    public int drawsPerSample(int samples) {
        return loss.drawsPerSample(samples);
    }

    @Override
    public boolean comparesReferences() {
        return loss.comparesReferences();
    }

    @Override
    public Optional<TupleKind> listedTuples() {
        return loss.listedTuples();
    }

    @Override
    public LossOutput compute(LossInput input) {
        return loss.compute(input);
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return loss.trainedDistance();
    }

    @Override
    public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        return loss.classScores(embeddings, state);
    }

    @Override
    public Optional<Tensor> classLogits(Tensor embeddings, Map<String, Tensor> state) {
        return loss.classLogits(embeddings, state);
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        long m = batch.samples();
        HeldArrays ofSamples = HeldArrays.none().operations(ARRAYS, m, batch.dimension());
        return listedTuples().isPresent()
                ? ofSamples.operations(ARRAYS, batch.listedTuples(), batch.dimension())
                : ofSamples.operations(ARRAYS, m, m).operations(ARRAYS, m, batch.classes());
    }

    /** The stages of the loss itself, so that whoever times them sees that loss. */
    @Override
    public List<LossStage> stages() {
        return LossStage.valueAndGradient(Set.of(LossPhase.VALUE), 1, 1, loss);
    }
}
