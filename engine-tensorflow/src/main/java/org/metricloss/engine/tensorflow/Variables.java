package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.ParameterSpec;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** All weights, in the sense of core, as variables of a graph by their full names. */
final class Variables {
    private final Map<String, Variable> byName = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> copies = new LinkedHashMap<>();

    /**
     * Adds the variables of a request to a graph.
     *
     * @param tf adds operations to the graph
     * @param request what is trained
     */
    Variables(Ops tf, SessionRequest request) {
        for (ParameterSpec parameter : request.network().parameters()) {
            String name = Weights.networkName(parameter.name());
            boolean kernels = parameter.shape().rank() == 4;
            byName.put(name, new Variable(tf, name, parameter.shape(), kernels));
        }
        request.objective().state(request.setting()).forEach((state, declared) -> {
            String name = Weights.lossName(state);
            byName.put(name, new Variable(tf, name, declared.shape(), false));
        });
        byName.forEach((name, variable) -> copies.put(name, variable.readForCore()));
    }

    /** {@return a variable by its full name} */
    Variable get(String name) {
        return byName.get(name);
    }

    /** {@return a new read of every variable, by full name} */
    Map<String, Operand<TFloat32>> read() {
        Map<String, Operand<TFloat32>> reads = new LinkedHashMap<>();
        byName.forEach((name, variable) -> reads.put(name, variable.read()));
        return reads;
    }

    /** {@return a copy of all values} */
    Weights weights(Session session) {
        Session.Runner runner = Runs.of(session);
        copies.values().forEach(runner::fetch);
        try (Result result = runner.run()) {
            Map<String, FloatArray> arrays = new LinkedHashMap<>();
            int next = 0;
            for (String name : copies.keySet()) {
                arrays.put(name, FloatArray.of(byName.get(name).shape(), HostArrays.floats(result.get(next++))));
            }
            return Weights.of(arrays);
        }
    }

    /**
     * Replaces all values.
     *
     * @param weights fit the request, see {@link SessionRequest#requireFits}
     */
    void restore(Session session, Weights weights) {
        try (Feeds feeds = new Feeds()) {
            byName.forEach((name, variable) ->
                    feeds.put(variable.given(), HostArrays.of(weights.get(name).toArray(), variable.shape())));
            Session.Runner runner = feeds.runner(session);
            byName.values().forEach(variable -> runner.addTarget(variable.assignGiven()));
            runner.run().close();
        }
    }
}
