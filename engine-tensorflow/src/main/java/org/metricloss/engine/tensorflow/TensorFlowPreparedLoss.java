package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * An objective on given embeddings: a graph that is built once and fed at every run. On a GPU, a fed array would be copied to it and a
 * fetched one from it. There, embeddings and state are variables, and runs leave their results on the device.
 */
final class TensorFlowPreparedLoss implements PreparedLoss {
    private static final String EMBEDDINGS = "embeddings";

    private final Objective objective;
    private final LossExample.Form form;
    private final Graph graph = new Graph();
    private final Ops tf = Ops.create(graph);
    private final GraphPart part = GraphPart.of(tf);
    private final TensorFlowTensor embeddings;
    private final Map<String, TensorFlowTensor> state = new LinkedHashMap<>();
    private final LossGraph loss;
    private final Map<String, Operand<TNumber>> gradients;
    private final Map<String, Operand<? extends TType>> nextState = new LinkedHashMap<>();
    private final boolean resident;
    private final Map<Operand<? extends TType>, Op> variables = new LinkedHashMap<>();
    private final Feeds values;
    private final Feeds batch;
    private final Session session;

    /**
     * @param objective the objective
     * @param example the embeddings, labels and state
     * @param configuration the threads and the device
     * @param resident whether embeddings, state and results stay on the device between runs
     */
    TensorFlowPreparedLoss(Objective objective, LossExample example, ConfigProto configuration, boolean resident) {
        this.objective = objective;
        this.resident = resident;
        this.form = example.form();
        try {
            example.requireFits(objective);
            this.embeddings = value(example.embeddings());
            Map<String, Operand<? extends TType>> differentiated = new LinkedHashMap<>();
            differentiated.put(EMBEDDINGS, embeddings.operand());
            LossSetting setting = example.setting();
            objective.state(setting).forEach((name, declaration) -> {
                TensorFlowTensor value = value(example.state().get(name));
                state.put(name, value);
                if (declaration instanceof LossState.Learned) {
                    differentiated.put(name, value.operand());
                }
            });
            this.loss = LossGraph.of(
                    tf,
                    part,
                    objective,
                    setting.classes(),
                    embeddings,
                    state,
                    example.tuples().map(HostArrays::shapeOf));
            // A state that does not change would be both fed and fetched, which TensorFlow refuses.
            loss.output().nextState().forEach((name, next) -> nextState.put(name, tf.identity(Outputs.of(next))));
            this.gradients = Gradients.of(
                    graph, tf, part.attached(), Outputs.of(loss.output().value()), differentiated);
            this.values = values(example);
        } catch (RuntimeException refused) {
            graph.close();
            throw refused;
        }
        try {
            this.batch = batch(example);
        } catch (RuntimeException refused) {
            values.close();
            graph.close();
            throw refused;
        }
        try {
            this.session = new Session(graph, configuration);
            keep(example);
        } catch (RuntimeException refused) {
            batch.close();
            values.close();
            graph.close();
            throw refused;
        }
    }

    /** {@return where an array of the example is fed, or read from a variable; what is read can be fed in its place} */
    private TensorFlowTensor value(DoubleArray array) {
        TensorFlowTensor given = TensorFlowTensor.placeholder(tf, part, form.type(), array.shape());
        if (!resident) {
            return given;
        }
        VarHandleOp variable = tf.varHandleOp(
                HostArrays.type(form.type()),
                HostArrays.shape(array.shape()),
                VarHandleOp.sharedName("value" + variables.size()));
        variables.put(given.operand(), tf.assignVariableOp(variable, given.operand()));
        return new TensorFlowTensor(tf, part, tf.readVariableOp(variable, HostArrays.type(form.type())));
    }

    /** Writes the arrays of an example to the variables, in the order in which {@link #value} made them. */
    private void keep(LossExample example) {
        if (!resident) {
            return;
        }
        List<DoubleArray> arrays = new ArrayList<>(List.of(example.embeddings()));
        state.keySet().forEach(name -> arrays.add(example.state().get(name)));
        try (Feeds kept = new Feeds()) {
            int next = 0;
            for (Operand<? extends TType> given : variables.keySet()) {
                kept.put(given, HostArrays.of(arrays.get(next++), form.type()));
            }
            Session.Runner runner = kept.runner(session);
            variables.values().forEach(runner::addTarget);
            runner.run().close();
        }
    }

    /** {@return the embeddings and the state of an example, which the caller closes} */
    private Feeds values(LossExample example) {
        example.requireFits(objective);
        Feeds given = new Feeds();
        try {
            feed(given, embeddings, example.embeddings());
            state.forEach((name, value) -> feed(given, value, example.state().get(name)));
            return given;
        } catch (RuntimeException failed) {
            given.close();
            throw failed;
        }
    }

    /** {@return everything else that an example is made of, which the caller closes} */
    private Feeds batch(LossExample example) {
        Feeds given = new Feeds();
        try {
            loss.feed(given, 0, example.step());
            given.put(loss.labels(), HostArrays.of(example.labels()));
            loss.tuples()
                    .ifPresent(placeholder -> given.put(
                            placeholder, HostArrays.of(example.tuples().orElseThrow())));
            loss.draws()
                    .values()
                    .forEach(draws -> feed(given, draws, example.draws().orElseThrow()));
            return given;
        } catch (RuntimeException failed) {
            given.close();
            throw failed;
        }
    }

    private void feed(Feeds given, TensorFlowTensor placeholder, DoubleArray values) {
        given.put(placeholder.operand(), HostArrays.of(values, form.type()));
    }

    @Override
    public void run() {
        Session.Runner runner = runner().fetch(loss.readings());
        if (resident) {
            gradients.values().forEach(runner::addTarget);
            nextState.values().forEach(runner::addTarget);
            run(runner).close();
        } else {
            compute(runner).close();
        }
    }

    @Override
    public void forward() {
        run(runner().fetch(loss.readings())).close();
    }

    /** {@return a run on the example that this was prepared for} */
    private Session.Runner runner() {
        return resident ? batch.runner(session) : runner(values, batch);
    }

    private Session.Runner runner(Feeds ofValues, Feeds ofBatch) {
        Session.Runner runner = ofValues.runner(session);
        ofBatch.to(runner);
        return runner;
    }

    @Override
    public Evaluated evaluate() {
        return evaluate(values, batch);
    }

    @Override
    public Evaluated evaluate(LossExample other) {
        other.requireForm(form);
        try (Feeds otherValues = values(other);
                Feeds otherBatch = batch(other)) {
            return evaluate(otherValues, otherBatch);
        }
    }

    private Evaluated evaluate(Feeds ofValues, Feeds ofBatch) {
        try (Result result = compute(runner(ofValues, ofBatch).fetch(loss.readings()))) {
            int next = 0;
            double[] readings = HostArrays.doubles(result.get(next++));
            Map<String, DoubleArray> derivatives = new LinkedHashMap<>();
            for (String name : gradients.keySet()) {
                derivatives.put(name, HostArrays.read(result.get(next++)));
            }
            Map<String, DoubleArray> nextStates = new LinkedHashMap<>();
            for (String name : nextState.keySet()) {
                nextStates.put(name, HostArrays.read(result.get(next++)));
            }
            DoubleArray gradient = derivatives.remove(EMBEDDINGS);
            return new Evaluated(loss.output().result(readings), gradient, derivatives, nextStates);
        }
    }

    /** {@return the readings, the gradients and the next states, as native tensors} */
    private Result compute(Session.Runner runner) {
        gradients.values().forEach(runner::fetch);
        nextState.values().forEach(runner::fetch);
        return run(runner);
    }

    private Result run(Session.Runner runner) {
        return NativeAllocation.during(() -> part.hostCalls().run(session, runner));
    }

    @Override
    public void close() {
        session.close();
        batch.close();
        values.close();
        graph.close();
    }
}
