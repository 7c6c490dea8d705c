package org.metricloss.engine.tensorflow;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.StepResult;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.TrainingState;
import org.metricloss.core.engine.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** A training session on TensorFlow: one graph, to which each new batch size adds a part, and one native session. */
final class TensorFlowSession implements TrainingSession {
    private final SessionRequest request;
    private final Graph graph = new Graph();
    private final boolean apart;
    private final Session session;
    private final Variables variables;
    private final GraphOptimizer optimizer;
    private final EmbeddingGraph embedding;
    private final Optional<ClassifierGraph> classifier;
    private final Map<TrainingGraph.Key, TrainingGraph> trainings = new HashMap<>();
    /** Added to the graph by the first call. */
    private Optional<InputGradientGraph> inputGradient = Optional.empty();

    /**
     * @param request what is trained
     * @param configuration the threads and the device
     * @param apart whether the host cannot read the device's memory, so that what host functions use is copied
     * @throws IllegalArgumentException if the weights do not fit the request
     */
    TensorFlowSession(SessionRequest request, ConfigProto configuration, boolean apart) {
        this.request = request;
        this.apart = apart;
        this.session = new Session(graph, configuration);
        try {
            Ops tf = Ops.create(graph);
            this.variables = new Variables(tf, request);
            this.optimizer = new GraphOptimizer(tf, request, variables);
            this.embedding = new EmbeddingGraph(tf, request.network(), variables);
            this.classifier = ClassifierGraph.of(tf, request, variables);
            restore(request.initial());
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    @Override
    public StepResult step(TrainingBatch batch) {
        return NativeAllocation.during(() -> trainings
                .computeIfAbsent(
                        TrainingGraph.Key.of(batch),
                        key -> new TrainingGraph(graph, request, variables, optimizer, key))
                .run(session, batch));
    }

    @Override
    public float[] embed(float[] images, int n) {
        return NativeAllocation.during(() -> embedding.run(session, images, n));
    }

    @Override
    public Optional<int[]> classify(float[] embeddings, int n) {
        return NativeAllocation.during(() -> classifier.map(graph -> graph.classes(session, embeddings, n)));
    }

    @Override
    public Optional<float[]> classScores(float[] embeddings, int n) {
        return NativeAllocation.during(() -> classifier.map(graph -> graph.scores(session, embeddings, n)));
    }

    @Override
    public Optional<float[]> classLogits(float[] embeddings, int n) {
        return NativeAllocation.during(() -> classifier.map(graph -> graph.logits(session, embeddings, n)));
    }

    @Override
    public Optional<float[]> inputGradient(float[] images, int[] labels) {
        return NativeAllocation.during(() -> {
            if (inputGradient.isEmpty()) {
                inputGradient = InputGradientGraph.of(graph, request, variables);
            }
            return inputGradient.map(gradient -> gradient.run(session, images, labels));
        });
    }

    @Override
    public long hostBytes() {
        return apart
                ? trainings.values().stream()
                        .mapToLong(TrainingGraph::hostBytes)
                        .sum()
                : 0;
    }

    @Override
    public Weights weights() {
        return variables.weights(session);
    }

    @Override
    public void restore(Weights weights) {
        request.requireFits(weights);
        variables.restore(session, weights);
        optimizer.reset(session);
    }

    @Override
    public TrainingState state() {
        return new TrainingState(weights(), optimizer.gathered(session), optimizer.steps());
    }

    @Override
    public void resume(TrainingState state) {
        request.requireFits(state.weights());
        optimizer.requireFits(state);
        variables.restore(session, state.weights());
        optimizer.resume(session, state);
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
