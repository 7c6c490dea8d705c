package org.metricloss.loss.softmax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.HeldArrays;
import org.metricloss.core.array.Shape;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.tensor.Tensor;

/**
 * Softmax cross-entropy of a linear head, the mean over the batch:
 *
 * <pre>{@code L = -1/m sum_i log( exp(z_i,yi) / sum_j exp(z_ij) ),   z_i = W x_i + b}</pre>
 *
 * <p>The rows of W, one per class, and b are learned state: {@value #WEIGHT} [classes, d] and {@value #BIAS} [classes],
 * both drawn from the uniform distribution on [-1/sqrt(d), 1/sqrt(d)).
 *
 * <p>It compares samples with classes, not with each other: it has no tuples. Its diagnostic {@value #BATCH_ACCURACY}
 * is the share of the batch that the head classifies right before the step.
 *
 * @param bias whether the head has the bias b
 */
public record SoftmaxLoss(boolean bias) implements CostedLoss {
    /** The learned rows of W, [classes, d]. */
    public static final String WEIGHT = "weight";
    /** The learned b, [classes]. */
    public static final String BIAS = "bias";
    /** The share of the batch whose largest score is its own class's; of equal scores the lowest class counts. */
    public static final String BATCH_ACCURACY = "batchAccuracy";

    @Override
    public List<LossState> state(LossSetting setting) {
        Initializer initializer = Initializer.Uniform.ofFanIn(setting.dimension());
        List<LossState> state = new ArrayList<>();
        Shape weight = Shape.of(setting.classes(), setting.dimension());
        state.add(new LossState.Learned(WEIGHT, weight, initializer).as(LossState.Role.CLASS_WEIGHTS));
        if (bias) {
            state.add(new LossState.Learned(BIAS, Shape.of(setting.classes()), initializer));
        }
        return state;
    }

    @Override
    public LossOutput compute(LossInput input) {
        int m = input.samples();
        Tensor scores = scores(input.embeddings(), input.state());
        Tensor crossEntropy = scores.crossEntropy(input.labels());
        Tensor correct = scores.argMax().equalTo(input.labels()).count();
        return LossOutput.of(crossEntropy.sum().mul(1.0 / m))
                .mean(BATCH_ACCURACY, correct, input.labels().full(m));
    }

    @Override
    public Optional<Distance> trainedDistance() {
        return Optional.empty();
    }

    @Override
    public HeldArrays arrays(BatchProfile batch) {
        // Scores, differences, exponentials and the gradients of each; the gradient of W.
        return HeldArrays.none()
                .operations(6, batch.samples(), batch.classes())
                .operations(1, batch.classes(), batch.dimension());
    }

    @Override
    public Optional<Tensor> classScores(Tensor embeddings, Map<String, Tensor> state) {
        return Optional.of(scores(embeddings, state));
    }

    private Tensor scores(Tensor embeddings, Map<String, Tensor> state) {
        Tensor product = embeddings.matMul(state.get(WEIGHT).transpose());
        return bias ? product.add(state.get(BIAS)) : product;
    }
}
