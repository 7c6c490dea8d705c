package org.metricloss.core.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.random.RandomStream;
import org.metricloss.core.tensor.Tensor;

/**
 * Shows what an operation on tensors gives, and its derivatives, by passing it off as a loss: the embeddings are x, a
 * learned state is the other operand, and a moved state takes the result out. The loss is the sum of the result times
 * fixed weights, none of them 0.
 */
final class OperationProbe {
    private final Engine engine;
    private final DataType type;

    OperationProbe(Engine engine, DataType type) {
        this.engine = engine;
        this.type = type;
    }

    /**
     * What came out.
     *
     * @param values the result, row-major
     * @param gradient the derivative of the weighted sum by x
     * @param otherGradient its derivative by the other operand
     */
    record Answer(double[] values, double[] gradient, double[] otherGradient) {}

    private record Loss(BinaryOperator<Tensor> operation, Shape other, Shape result) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(
                    new LossState.Learned("other", other, Initializer.zero()),
                    new LossState.Moved("weights", result, Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor applied = operation.apply(input.embeddings(), input.state("other"));
            Tensor floating = applied.dataType().isFloating()
                    ? applied
                    : applied.cast(input.embeddings().dataType());
            if (!floating.shape().equals(result)) {
                throw new AssertionError("expected a result of shape %s, got %s".formatted(result, floating.shape()));
            }
            return LossOutput.of(floating.mul(input.state("weights")).sum()).next("weights", floating);
        }
    }

    /** {@return the weights that a result of so many elements is summed with, for comparison with plain loops} */
    static double[] weights(int elements) {
        RandomStream random = RandomStream.of(3, "weights");
        double[] weights = new double[elements];
        for (int i = 0; i < elements; i++) {
            weights[i] = 0.5 + random.nextDouble();
        }
        return weights;
    }

    /**
     * @param operation takes x and the other operand
     * @param x a matrix
     * @param other the other operand
     * @param result the shape of the result
     */
    Answer apply(BinaryOperator<Tensor> operation, DoubleArray x, DoubleArray other, Shape result) {
        Objective objective = Objective.of("probe", new Loss(operation, other.shape(), result));
        DoubleArray weights = DoubleArray.of(result, weights(result.elements()));
        Evaluated evaluated = engine.evaluate(
                objective,
                new LossExample(
                        x,
                        new int[x.shape().size(0)],
                        1,
                        Map.of("probe.other", other, "probe.weights", weights),
                        Optional.empty(),
                        Optional.empty(),
                        type));
        return new Answer(
                evaluated.nextState().get("probe.weights").toArray(),
                evaluated.gradient().toArray(),
                evaluated.stateGradients().get("probe.other").toArray());
    }
}
