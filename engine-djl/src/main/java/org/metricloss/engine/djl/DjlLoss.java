package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.loss.Loss;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.PathToEmbeddings;
import org.metricloss.core.engine.StepDraws;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Tensor;

/** The loss of a {@link DjlLossBlock}. */
final class DjlLoss extends Loss {
    private final DjlLossBlock block;
    private final Objective objective;
    private final Map<String, LossState> declared;
    private final LossSetting setting;
    private final boolean listsTuples;
    private final long seed;

    DjlLoss(DjlLossBlock block, Objective objective, LossSetting setting, long seed) {
        super(objective.name());
        this.block = block;
        this.objective = PathToEmbeddings.required(objective);
        this.declared = objective.state(setting);
        this.setting = setting;
        this.listsTuples = objective.terms().stream()
                .anyMatch(term -> term.loss().listedTuples().isPresent());
        this.seed = seed;
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the predictions are not embeddings of the expected dimension, or if a label is not a
     *     class
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray embeddings = embeddings(predictions);
        long[] classes = classes(labels, Math.toIntExact(embeddings.getShape().get(0)));
        Optional<NDArray> tuples = tuples(labels);
        Map<String, NDArray> state = block.state();
        // PyTorch does not tell whether a computed array has a gradient. While it records, every array may have one.
        boolean backward = JniUtils.isGradMode();
        return NativeAllocation.during(() -> derive(embeddings, classes, tuples, state, backward))
                .differentiable(embeddings, state);
    }

    /**
     * The value and its gradients, which live as long as the embeddings.
     *
     * @param value a scalar, constant
     * @param gradient the derivative by the embeddings, if there is any
     * @param stateGradients the derivative by each learned state
     */
    private record Derived(NDArray value, Optional<NDArray> gradient, Map<String, NDArray> stateGradients) {
        /** {@return the value as an array that DJL differentiates: v + (s - constant s), where s has the right gradients} */
        NDArray differentiable(NDArray embeddings, Map<String, NDArray> state) {
            if (gradient.isEmpty()) {
                return value;
            }
            NDArray sum = embeddings.mul(gradient.get()).sum();
            for (Map.Entry<String, NDArray> each : stateGradients.entrySet()) {
                // In this order, because the result belongs to the owner of the first factor.
                sum = sum.add(each.getValue().mul(state.get(each.getKey())).sum());
            }
            return sum.sub(sum.stopGradient()).add(value);
        }
    }

    private Derived derive(
            NDArray embeddings,
            long[] classes,
            Optional<NDArray> tuples,
            Map<String, NDArray> state,
            boolean backward) {
        NDManager owner = embeddings.getManager();
        try (NDScope scope = new NDScope();
                NDManager step = owner.newSubManager()) {
            scope.suppressNotUsedWarning();
            StepDraws random = new StepDraws(seed, 0, Math.toIntExact(block.steps()));
            DjlObjective computed = DjlObjective.of(
                    objective,
                    declared,
                    new DjlObjective.Batch(
                            embeddings,
                            step.create(classes),
                            setting.classes(),
                            state,
                            tuples.map(listed -> listed.toType(DataType.INT64, true)),
                            term -> draws(step, term, random, classes.length),
                            step.create(0L),
                            step.create(block.steps())),
                    new HostCopies(embeddings.getDevice().isGpu()),
                    backward);
            if (block.awaitsLoss()) {
                Map<String, NDArray> next = new LinkedHashMap<>();
                computed.output().nextState().forEach((name, moved) -> next.put(name, DjlTensor.unwrap(moved)));
                block.trained(next);
            }
            Map<String, NDArray> stateGradients = new LinkedHashMap<>();
            if (backward) {
                computed.learned()
                        .forEach((name, view) -> stateGradients.put(name, DjlArrays.kept(owner, view.getGradient())));
            }
            Tensor value = computed.output().value();
            return new Derived(
                    DjlArrays.kept(owner, DjlTensor.unwrap(value)),
                    backward
                            ? Optional.of(
                                    DjlArrays.kept(owner, computed.embeddings().getGradient()))
                            : Optional.empty(),
                    stateGradients);
        }
    }

    private static Optional<NDArray> draws(NDManager step, Term term, StepDraws random, int samples) {
        int perSample = term.loss().drawsPerSample(samples);
        return perSample == 0
                ? Optional.empty()
                : Optional.of(step.create(
                        random.lossDraws(term.name(), Math.multiplyExact(samples, perSample)),
                        new Shape(samples, perSample)));
    }

    private NDArray embeddings(NDList predictions) {
        NDArray embeddings = predictions.head();
        Shape shape = embeddings.getShape();
        if (predictions.size() != 1 || shape.dimension() != 2 || shape.get(1) != setting.dimension()) {
            throw new IllegalArgumentException("predictions must be embeddings (m, %s), got %s"
                    .formatted(setting.dimension(), Arrays.toString(predictions.getShapes())));
        }
        if (!(embeddings instanceof PtNDArray)) {
            throw new IllegalArgumentException("embeddings must be arrays of DJL's engine PyTorch, got "
                    + embeddings.getManager().getEngine().getEngineName());
        }
        return embeddings;
    }

    private long[] classes(NDList labels, int samples) {
        double[] given = labels.head().toType(DataType.FLOAT64, false).toDoubleArray();
        if (given.length != samples) {
            throw new IllegalArgumentException(
                    "there must be one label per embedding, got %s for %s".formatted(given.length, samples));
        }
        long[] classes = new long[samples];
        for (int i = 0; i < samples; i++) {
            if (!(given[i] >= 0 && given[i] < setting.classes() && given[i] == Math.rint(given[i]))) {
                throw new IllegalArgumentException("labels must be whole numbers in [0, %s), got %s in row %s"
                        .formatted(setting.classes(), given[i], i));
            }
            classes[i] = (long) given[i];
        }
        return classes;
    }

    private Optional<NDArray> tuples(NDList labels) {
        if (labels.size() != (listsTuples ? 2 : 1)) {
            throw new IllegalArgumentException("labels must be %s, got %s arrays"
                    .formatted(
                            listsTuples ? "two arrays, classes and tuples of rows" : "one array, the classes",
                            labels.size()));
        }
        return listsTuples ? Optional.of(labels.get(1)) : Optional.empty();
    }
}
