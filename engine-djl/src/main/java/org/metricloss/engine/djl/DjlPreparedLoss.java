package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.ObjectiveOutput;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.tensor.Tensor;

/** An objective on given embeddings: its arrays are created once, and all results are closed with their scope. */
final class DjlPreparedLoss implements PreparedLoss {
    private final ai.djl.engine.Engine engine;
    private final NDManager manager;
    private final Objective objective;
    private final int classes;
    private final NDArray embeddings;
    private final NDArray labels;
    private final Optional<NDArray> tuples;
    private final Optional<NDArray> draws;
    private final NDArray epoch;
    private final NDArray step;
    private final Map<String, LossState> declared;
    private final Map<String, NDArray> state = new LinkedHashMap<>();

    DjlPreparedLoss(ai.djl.engine.Engine engine, Objective objective, LossExample example) {
        this.engine = engine;
        this.objective = objective;
        this.classes = example.classes();
        this.declared = objective.state(example.setting());
        example.requireFits(objective);
        this.manager = engine.newBaseManager();
        DataType type = DjlArrays.type(example.type());
        try {
            this.embeddings = DjlArrays.of(manager, example.embeddings(), type);
            this.labels = DjlArrays.labels(manager, example.labels());
            this.tuples = example.tuples().map(given -> DjlArrays.tuples(manager, given));
            this.draws = example.draws().map(given -> DjlArrays.of(manager, given, type));
            this.epoch = manager.create(0L);
            this.step = manager.create(example.step());
            declared.keySet()
                    .forEach(name -> state.put(
                            name, DjlArrays.of(manager, example.state().get(name), type)));
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    @Override
    public void run() {
        computed(true, computed -> computed);
    }

    @Override
    public void forward() {
        computed(false, computed -> computed);
    }

    @Override
    public Evaluated evaluate() {
        return computed(
                true,
                computed -> new Evaluated(
                        computed.output.result(DjlArrays.scalars(computed.output.readings())),
                        gradient(computed.embeddings),
                        mapped(computed.learned, DjlPreparedLoss::gradient),
                        mapped(computed.output.nextState(), next -> DjlArrays.read(DjlTensor.unwrap(next)))));
    }

    private record Computed(NDArray embeddings, Map<String, NDArray> learned, ObjectiveOutput output) {}

    private <R> R computed(boolean backward, Function<Computed, R> read) {
        return NativeAllocation.during(() -> scoped(backward, read));
    }

    @SuppressWarnings("try") // PyTorch records gradients only while a collector is open.
    private <R> R scoped(boolean backward, Function<Computed, R> read) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            // New views for each run: in the arrays themselves gradients would add up.
            NDArray x = differentiated(embeddings);
            AttachedGradients attached = new AttachedGradients();
            Map<String, NDArray> learned = new LinkedHashMap<>();
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            state.forEach((name, array) -> {
                NDArray value = array;
                if (declared.get(name) instanceof LossState.Learned) {
                    value = differentiated(array);
                    learned.put(name, value);
                }
                tensors.put(name, new DjlTensor(value, attached));
            });
            ObjectiveOutput output;
            try (GradientCollector collector = engine.newGradientCollector()) {
                output = ObjectiveOutput.of(
                        objective,
                        new LossInput(
                                new DjlTensor(x, attached),
                                new DjlTensor(labels, attached),
                                classes,
                                tensors,
                                tuples.map(array -> new DjlTensor(array, attached)),
                                Optional.empty(),
                                new DjlTensor(epoch, attached),
                                new DjlTensor(step, attached)),
                        term -> draws.map(array -> new DjlTensor(array, attached)));
                if (backward) {
                    attached.differentiate(DjlTensor.unwrap(output.value()));
                }
            }
            return read.apply(new Computed(x, learned, output));
        }
    }

    private static NDArray differentiated(NDArray array) {
        NDArray view = array.stopGradient();
        view.setRequiresGradient(true);
        return view;
    }

    private static DoubleArray gradient(NDArray array) {
        // A getGradient() of an array that the value does not depend on is float32 zeros: read() widens it.
        return DjlArrays.read(array.getGradient());
    }

    private static <T> Map<String, DoubleArray> mapped(Map<String, T> arrays, Function<T, DoubleArray> read) {
        Map<String, DoubleArray> mapped = new LinkedHashMap<>();
        arrays.forEach((name, array) -> mapped.put(name, read.apply(array)));
        return mapped;
    }

    @Override
    public void close() {
        manager.close();
    }
}
