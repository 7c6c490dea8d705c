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
    private final DjlPlace place;
    private final NDManager manager;
    private final Objective objective;
    private final LossExample.Form form;
    private final DjlObjective.Batch batch;
    private final Map<String, LossState> declared;

    DjlPreparedLoss(ai.djl.engine.Engine engine, DjlPlace place, Objective objective, LossExample example) {
        this.engine = engine;
        this.place = place;
        this.objective = objective;
        this.form = example.form();
        this.declared = objective.state(example.setting());
        this.manager = place.newManager(engine);
        try {
            this.batch = batch(manager, example);
        } catch (RuntimeException refused) {
            manager.close();
            throw refused;
        }
    }

    private DjlObjective.Batch batch(NDManager of, LossExample example) {
        example.requireFits(objective);
        DataType type = DjlArrays.type(example.type());
        Map<String, NDArray> state = new LinkedHashMap<>();
        declared.keySet()
                .forEach(
                        name -> state.put(name, DjlArrays.of(of, example.state().get(name), type)));
        Optional<NDArray> draws = example.draws().map(given -> DjlArrays.of(of, given, type));
        return new DjlObjective.Batch(
                DjlArrays.of(of, example.embeddings(), type),
                DjlArrays.labels(of, example.labels()),
                example.classes(),
                state,
                example.tuples().map(given -> DjlArrays.tuples(of, given)),
                term -> draws,
                of.create(0L),
                of.create(example.step()));
    }

    @Override
    public void run() {
        computed(batch, true, this::awaited);
    }

    @Override
    public void forward() {
        computed(batch, false, this::awaited);
    }

    private DjlObjective awaited(DjlObjective computed) {
        place.await(manager);
        return computed;
    }

    @Override
    public Evaluated evaluate() {
        return evaluate(batch);
    }

    @Override
    public Evaluated evaluate(LossExample other) {
        other.requireForm(form);
        try (NDManager own = place.newManager(engine)) {
            return evaluate(batch(own, other));
        }
    }

    private Evaluated evaluate(DjlObjective.Batch given) {
        return computed(
                given,
                true,
                computed -> new Evaluated(
                        computed.output()
                                .result(DjlArrays.scalars(computed.output().readings())),
                        gradient(computed.embeddings()),
                        mapped(computed.learned(), DjlPreparedLoss::gradient),
                        mapped(computed.output().nextState(), next -> DjlArrays.read(DjlTensor.unwrap(next)))));
    }

    private <R> R computed(DjlObjective.Batch given, boolean backward, Function<DjlObjective, R> read) {
        return NativeAllocation.during(() -> scoped(given, backward, read));
    }

    @SuppressWarnings("try") // PyTorch records gradients only while a collector is open.
    private <R> R scoped(DjlObjective.Batch given, boolean backward, Function<DjlObjective, R> read) {
        try (NDScope scope = new NDScope()) {
            scope.suppressNotUsedWarning();
            DjlObjective computed;
            try (GradientCollector collector = engine.newGradientCollector()) {
                computed = DjlObjective.of(objective, declared, given, place.newCopies(), backward);
            }
            return read.apply(computed);
        }
    }

    private static DoubleArray gradient(NDArray array) {
        // For an array that the value does not depend on, getGradient() returns float32 zeros, which read() widens.
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
