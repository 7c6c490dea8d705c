package org.metricloss.engine.tensorflow;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.ClassifierOutput;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.tensor.Tensor;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** The classifier of the first loss of an objective that has one. */
final class ClassifierGraph {
    /**
     * How many embeddings are classified at a time. The number is fixed in the graph, so the last portion is padded.
     */
    private static final int CHUNK = 512;

    private final GraphPart part;
    private final TensorFlowTensor embeddings;
    private final Operand<? extends TType> scores;
    private final Operand<? extends TType> logits;
    private final Operand<? extends TType> classes;

    private ClassifierGraph(GraphPart part, TensorFlowTensor embeddings, Tensor scores, Tensor logits) {
        this.part = part;
        this.embeddings = embeddings;
        this.scores = Outputs.of(scores);
        this.logits = Outputs.of(logits);
        this.classes = Outputs.of(scores.argMax());
    }

    /**
     * Adds the classifier to a graph.
     *
     * @param tf adds operations to the graph
     * @param request the objective
     * @param variables its state
     * @return the classifier, if the objective has one
     */
    static Optional<ClassifierGraph> of(Ops tf, SessionRequest request, Variables variables) {
        Shape shape = Shape.of(CHUNK, request.network().embeddingDimension());
        GraphPart part = GraphPart.of(tf);
        TensorFlowTensor embeddings = TensorFlowTensor.placeholder(tf, part, DataType.FLOAT32, shape);
        return output(ClassifierOutput.SCORES, tf, request, variables, embeddings)
                .map(scores -> new ClassifierGraph(
                        part,
                        embeddings,
                        scores,
                        output(ClassifierOutput.LOGITS, tf, request, variables, embeddings)
                                .orElseThrow()));
    }

    /**
     * {@return what the classifier says of embeddings, if the objective has one}
     *
     * @param output what is asked of it
     * @param tf adds operations to the graph
     * @param request the objective
     * @param variables its state
     * @param embeddings [m, d]
     */
    static Optional<Tensor> output(
            ClassifierOutput output, Ops tf, SessionRequest request, Variables variables, TensorFlowTensor embeddings) {
        Map<String, Tensor> state = new HashMap<>();
        for (String name : request.objective().state(request.setting()).keySet()) {
            state.put(
                    name,
                    new TensorFlowTensor(
                            tf,
                            embeddings.part(),
                            variables.get(Weights.lossName(name)).read()));
        }
        return output.of(request.objective(), request.setting(), embeddings, state);
    }

    /** {@return the class of each of n embeddings [n, d]} */
    int[] classes(Session session, float[] given, int n) {
        int[] predicted = new int[n];
        run(session, given, n, classes, (result, from, count) -> {
            for (int i = 0; i < count; i++) {
                predicted[from + i] = Math.toIntExact(((TInt64) result).getLong(i));
            }
        });
        return predicted;
    }

    /** {@return the scores [n, classes] of n embeddings [n, d]} */
    float[] scores(Session session, float[] given, int n) {
        return rows(session, given, n, scores);
    }

    /** {@return the logits [n, classes] of n embeddings [n, d]} */
    float[] logits(Session session, float[] given, int n) {
        return rows(session, given, n, logits);
    }

    private float[] rows(Session session, float[] given, int n, Operand<? extends TType> fetched) {
        int width = Math.toIntExact(scores.shape().get(1));
        float[] scored = new float[Math.multiplyExact(n, width)];
        run(session, given, n, fetched, (result, from, count) -> {
            for (int i = 0; i < count * width; i++) {
                scored[from * width + i] = ((TFloat32) result).getFloat(i / width, i % width);
            }
        });
        return scored;
    }

    private interface Portion {
        /** Reads what belongs to the embeddings from..from + count - 1; later rows are padding. */
        void read(org.tensorflow.Tensor result, int from, int count);
    }

    private void run(Session session, float[] given, int n, Operand<? extends TType> fetched, Portion portion) {
        int dimension = embeddings.shape().size(1);
        for (int from = 0; from < n; from += CHUNK) {
            int count = Math.min(CHUNK, n - from);
            float[] chunk = Arrays.copyOfRange(given, from * dimension, (from + count) * dimension);
            float[] filled = Arrays.copyOf(chunk, CHUNK * dimension);
            try (Feeds feeds = new Feeds()) {
                feeds.put(Outputs.float32(embeddings.operand()), filled);
                try (Result result =
                        part.hostCalls().run(session, feeds.runner(session).fetch(fetched))) {
                    portion.read(result.get(0), from, count);
                }
            }
        }
    }
}
