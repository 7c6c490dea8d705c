package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
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
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** An objective on given embeddings: a graph that is built once and fed at every run. */
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
    private final Feeds feeds;
    private final Session session;

    TensorFlowPreparedLoss(Objective objective, LossExample example, ConfigProto configuration) {
        this.objective = objective;
        this.form = example.form();
        try {
            example.requireFits(objective);
            this.embeddings = placeholder(example.embeddings());
            Map<String, Operand<? extends TType>> differentiated = new LinkedHashMap<>();
            differentiated.put(EMBEDDINGS, embeddings.operand());
            LossSetting setting = example.setting();
            objective.state(setting).forEach((name, declaration) -> {
                TensorFlowTensor value = placeholder(example.state().get(name));
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
            this.feeds = feeds(example);
        } catch (RuntimeException refused) {
            graph.close();
            throw refused;
        }
        try {
            this.session = new Session(graph, configuration);
        } catch (RuntimeException refused) {
            feeds.close();
            graph.close();
            throw refused;
        }
    }

    private TensorFlowTensor placeholder(DoubleArray array) {
        return TensorFlowTensor.placeholder(tf, part, form.type(), array.shape());
    }

    /** {@return the values of an example, which the caller closes} */
    private Feeds feeds(LossExample example) {
        example.requireFits(objective);
        Feeds given = new Feeds();
        try {
            feed(given, embeddings, example.embeddings());
            state.forEach((name, value) -> feed(given, value, example.state().get(name)));
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
        compute(feeds).close();
    }

    @Override
    public void forward() {
        run(feeds.runner(session).fetch(loss.readings())).close();
    }

    @Override
    public Evaluated evaluate() {
        return evaluate(feeds);
    }

    @Override
    public Evaluated evaluate(LossExample other) {
        other.requireForm(form);
        try (Feeds given = feeds(other)) {
            return evaluate(given);
        }
    }

    private Evaluated evaluate(Feeds given) {
        try (Result result = compute(given)) {
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
    private Result compute(Feeds given) {
        Session.Runner runner = given.runner(session).fetch(loss.readings());
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
        feeds.close();
        graph.close();
    }
}
