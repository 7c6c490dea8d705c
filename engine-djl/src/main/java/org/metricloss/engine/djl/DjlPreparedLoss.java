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
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;

/** An objective on given embeddings: its arrays are created once, and all results are closed with their scope. */
final class DjlPreparedLoss implements PreparedLoss {
    private final ai.djl.engine.Engine engine;
    private final NDManager manager;
    private final Objective objective;
    private final DjlObjective.Batch batch;
    private final Map<String, LossState> declared;

    DjlPreparedLoss(ai.djl.engine.Engine engine, Objective objective, LossExample example) {
        this.engine = engine;
        this.objective = objective;
        this.declared = objective.state(example.setting());
        example.requireFits(objective);
        this.manager = engine.newBaseManager();
        DataType type = DjlArrays.type(example.type());
        try {
            Map<String, NDArray> state = new LinkedHashMap<>();
            declared.keySet()
                    .forEach(name -> state.put(
                            name, DjlArrays.of(manager, example.state().get(name), type)));
            Optional<NDArray> draws = example.draws().map(given -> DjlArrays.of(manager, given, type));
            this.batch = new DjlObjective.Batch(
                    DjlArrays.of(manager, example.embeddings(), type),
                    DjlArrays.labels(manager, example.labels()),
                    example.classes(),
                    state,
                    example.tuples().map(given -> DjlArrays.tuples(manager, given)),
                    term -> draws,
                    manager.create(0L),
                    manager.create(example.step()));
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
                        computed.output()
                                .result(DjlArrays.scalars(computed.output().readings())),
                        gradient(computed.embeddings()),
                        mapped(computed.learned(), DjlPreparedLoss::gradient),
                        mapped(computed.output().nextState(), next -> DjlArrays.read(DjlTensor.unwrap(next)))));
    }

    private <R> R computed(boolean backward, Function<DjlObjective, R> read) {
        return NativeAllocation.during(() -> scoped(backward, read));
    }

    @SuppressWarnings("try") // PyTorch records gradients only while a collector is open.
    private <R> R scoped(boolean backward, Function<DjlObjective, R> read) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            DjlObjective computed;
            try (GradientCollector collector = engine.newGradientCollector()) {
                computed = DjlObjective.of(objective, declared, batch, backward);
            }
            return read.apply(computed);
        }
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
