package org.metricloss.engine.tensorflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Objective.Term;
import org.metricloss.core.tensor.Shape;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** Evaluates an objective on given embeddings: a graph is built, run once and closed. */
final class LossEvaluation implements AutoCloseable {
    private static final String EMBEDDINGS = "embeddings";

    private final Objective objective;
    private final LossExample example;
    private final Map<String, LossState> declared;
    private final Graph graph = new Graph();
    private final Feeds feeds = new Feeds();
    private final Ops tf = Ops.create(graph);
    private final HostCalls hostCalls = new HostCalls(tf);

    LossEvaluation(Objective objective, LossExample example) {
        this.objective = objective;
        this.example = example;
        this.declared = objective.state(setting());
    }

    private LossSetting setting() {
        return new LossSetting(example.classes(), example.embeddings().shape().size(1));
    }

    Evaluated evaluate() {
        TensorFlowTensor embeddings = fed(example.embeddings());
        Map<String, TensorFlowTensor> state = new LinkedHashMap<>();
        Map<String, Operand<? extends TType>> differentiated = new LinkedHashMap<>();
        differentiated.put(EMBEDDINGS, embeddings.operand());
        declared.forEach((name, declaration) -> {
            TensorFlowTensor value = fed(given(name, declaration.shape()));
            state.put(name, value);
            if (declaration instanceof LossState.Learned) {
                differentiated.put(name, value.operand());
            }
        });
        LossGraph loss = LossGraph.of(
                tf,
                hostCalls,
                objective,
                setting(),
                embeddings,
                state,
                example.tuples().map(HostArrays::shapeOf));
        feed(loss);
        return run(
                loss,
                Gradients.of(graph, tf, TensorFlowTensor.unwrap(loss.output().value()), differentiated));
    }

    private TensorFlowTensor fed(DoubleArray array) {
        TensorFlowTensor placeholder = TensorFlowTensor.placeholder(tf, hostCalls, example.type(), array.shape());
        feeds.put(placeholder.operand(), HostArrays.of(array, example.type()));
        return placeholder;
    }

    private DoubleArray given(String name, Shape shape) {
        DoubleArray array = example.state().get(name);
        if (array == null || !array.shape().equals(shape)) {
            throw new IllegalArgumentException("state '%s' must have shape %s, got %s"
                    .formatted(name, shape, array == null ? "none" : array.shape()));
        }
        return array;
    }

    private void feed(LossGraph loss) {
        feeds.put(loss.labels(), HostArrays.of(example.labels()));
        loss.tuples()
                .ifPresent(placeholder ->
                        feeds.put(placeholder, HostArrays.of(example.tuples().orElseThrow())));
        loss.draws().forEach((term, placeholder) -> {
            DoubleArray draws = draws(term, placeholder.shape());
            feeds.put(placeholder.operand(), HostArrays.of(draws, example.type()));
        });
    }

    private DoubleArray draws(Term term, Shape shape) {
        return example.draws()
                .filter(draws -> draws.shape().equals(shape))
                .orElseThrow(() -> new IllegalArgumentException("loss '%s' needs draws of shape %s, got %s"
                        .formatted(
                                term.name(),
                                shape,
                                example.draws()
                                        .map(draws -> draws.shape().toString())
                                        .orElse("none"))));
    }

    private Evaluated run(LossGraph loss, Map<String, Operand<TNumber>> gradients) {
        try (Session session = new Session(graph, ProcessThreads.ofThisProcess().singleRun())) {
            Session.Runner runner = feeds.runner(session).fetch(loss.readings());
            gradients.values().forEach(runner::fetch);
            loss.output().nextState().values().forEach(next -> runner.fetch(TensorFlowTensor.unwrap(next)));
            try (Result result = hostCalls.run(session, runner)) {
                int next = 0;
                double[] readings = HostArrays.doubles(result.get(next++));
                Map<String, DoubleArray> derivatives = new LinkedHashMap<>();
                for (String name : gradients.keySet()) {
                    derivatives.put(name, HostArrays.read(result.get(next++)));
                }
                Map<String, DoubleArray> nextState = new LinkedHashMap<>();
                for (String name : loss.output().nextState().keySet()) {
                    nextState.put(name, HostArrays.read(result.get(next++)));
                }
                DoubleArray gradient = derivatives.remove(EMBEDDINGS);
                return new Evaluated(loss.output().result(readings), gradient, derivatives, nextState);
            }
        }
    }

    @Override
    public void close() {
        feeds.close();
        graph.close();
    }
}
