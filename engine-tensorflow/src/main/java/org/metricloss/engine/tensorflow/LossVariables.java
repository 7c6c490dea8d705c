package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The state of an objective, and the number of steps, as variables of a graph by their names in the objective. */
final class LossVariables {
    /** The name of the number of steps, which as a float32 is exact up to 16,777,216. */
    static final String STEPS = "steps";

    /** Several losses may share a graph, in which each variable has a name of its own. */
    private static final AtomicLong NEXT = new AtomicLong();

    private final Map<String, Variable> byName = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> copies = new LinkedHashMap<>();
    private final Map<String, FloatArray> initial = new LinkedHashMap<>();

    LossVariables(Ops tf, Objective objective, LossSetting setting, long seed) {
        String prefix = "metricloss" + NEXT.getAndIncrement() + "/";
        objective.state(setting).forEach((name, declared) -> {
            byName.put(name, new Variable(tf, prefix + name, declared.shape(), false));
            initial.put(name, Weights.initialState(name, declared, seed));
        });
        byName.put(STEPS, new Variable(tf, prefix + STEPS, Shape.of(), false));
        initial.put(STEPS, FloatArray.of(Shape.of(), new float[1]));
        copies.putAll(read(tf));
    }

    /** {@return a variable by its name} */
    Variable get(String name) {
        return byName.get(name);
    }

    /** {@return a new read of every variable} */
    Map<String, Operand<TFloat32>> read(Ops tf) {
        Map<String, Operand<TFloat32>> reads = new LinkedHashMap<>();
        byName.forEach((name, variable) -> reads.put(name, variable.read()));
        return reads;
    }

    /** {@return the values that a trial of that seed starts from} */
    Map<String, FloatArray> initial() {
        return initial;
    }

    /** {@return a copy of all values} */
    Map<String, FloatArray> values(Session session) {
        Session.Runner runner = Runs.of(session);
        copies.values().forEach(runner::fetch);
        try (Result result = runner.run()) {
            Map<String, FloatArray> values = new LinkedHashMap<>();
            int next = 0;
            for (String name : copies.keySet()) {
                values.put(name, FloatArray.of(byName.get(name).shape(), HostArrays.floats(result.get(next++))));
            }
            return values;
        }
    }

    /** Replaces all values. */
    void restore(Session session, Map<String, FloatArray> values) {
        try (Feeds feeds = new Feeds()) {
            byName.forEach((name, variable) -> {
                FloatArray value = values.get(name);
                if (value == null || !value.shape().equals(variable.shape())) {
                    throw new IllegalArgumentException("state '%s' must have shape %s, got %s"
                            .formatted(name, variable.shape(), value == null ? "none" : value.shape()));
                }
                feeds.put(variable.given(), HostArrays.of(value.toArray(), variable.shape()));
            });
            Session.Runner runner = feeds.runner(session);
            byName.values().forEach(variable -> runner.addTarget(variable.assignGiven()));
            runner.run().close();
        }
    }
}
