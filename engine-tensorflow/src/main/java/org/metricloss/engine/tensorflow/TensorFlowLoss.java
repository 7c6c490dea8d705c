package org.metricloss.engine.tensorflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.ObjectiveOutput;
import org.metricloss.core.engine.PathToEmbeddings;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.Objective;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A loss in a graph of one's own, for a training loop in TensorFlow Java.
 *
 * <pre>{@code
 * TensorFlowLoss loss = TensorFlowLoss.of(tf, Objective.of("center", center), new LossSetting(10, 32), embeddings, labels, 1);
 * Output<?>[] gradients = graph.addGradients(loss.value().asOutput(), new Output<?>[] {weights.asOutput()});
 * Op update = tf.train.resourceApplyGradientDescent(handle, tf.constant(0.1f), gradients[0]);
 * loss.initialize(session);
 * loss.run(session, session.runner().feed(images, batch).addTarget(update).addTarget(loss.moves())).close();
 * }</pre>
 *
 * <p>{@link #value} can be differentiated with {@link Graph#addGradients} with respect to everything that the embeddings depend
 * on, and with respect to nothing else; the gradient with respect to the embeddings is exactly {@link #gradient}. Some losses
 * compute in Java. Every run that needs the loss or its gradient therefore goes through {@link #run}; a run without it fails
 * with TensorFlow's message that a placeholder must be fed.
 *
 * <p>The state of the loss is kept in resource variables of the graph. {@link #learned} lists the learned states with their
 * gradients, for an optimizer of the caller. {@link #moves} moves the moved states and counts the step. The loss sees epoch 0
 * throughout.
 *
 * <p>This object lives as long as its graph and needs no closing. It holds no native memory: graph and session own all
 * operations, variables and queues. What a loss computes in Java is registered nowhere and is served only while {@link
 * #run} runs. After the session or the graph is closed, or after a run that failed, every run fails with an exception.
 */
public final class TensorFlowLoss {
    private static final String EMBEDDINGS = "embeddings";
    private static final String RUN = "metricloss_TensorFlowLoss_run_must_run_this";

    private final GraphPart part;
    private final Placeholder<TBool> served;
    private final LossVariables variables;
    private final Operand<TFloat32> value;
    private final Operand<TFloat32> gradient;
    private final List<Learned> learned = new ArrayList<>();
    private final Op moves;

    /**
     * A state that an optimizer trains.
     *
     * @param name its name in the objective
     * @param variable the handle of its resource variable, for operations such as {@code resourceApplyGradientDescent}
     * @param gradient the derivative of the loss with respect to it
     * @param learningRateFactor the factor of the network's learning rate for this state; usually 1
     * @param decays whether weight decay applies to it
     */
    public record Learned(
            String name,
            Operand<? extends TType> variable,
            Operand<TFloat32> gradient,
            double learningRateFactor,
            boolean decays) {}

    private TensorFlowLoss(
            Ops tf,
            Objective objective,
            LossSetting setting,
            Operand<TFloat32> embeddings,
            Operand<TInt64> labels,
            Optional<Operand<TInt64>> tuples,
            long seed) {
        Graph graph = graph(tf);
        requireShapes(embeddings, labels, tuples, setting);
        served = tf.withName(RUN).placeholder(TBool.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
        part = GraphPart.of(tf, tf.withControlDependencies(served));
        variables = new LossVariables(tf, objective, setting, seed);
        Map<String, Operand<TFloat32>> reads = variables.read(tf);
        Map<String, TensorFlowTensor> state = new LinkedHashMap<>();
        Map<String, Operand<? extends TType>> differentiated = new LinkedHashMap<>();
        differentiated.put(EMBEDDINGS, embeddings);
        Map<String, LossState> declared = objective.state(setting);
        declared.forEach((name, each) -> {
            state.put(name, tensor(tf, reads.get(name)));
            if (each instanceof LossState.Learned) {
                differentiated.put(name, reads.get(name));
            }
        });
        Operand<TInt64> step = tf.dtypes.cast(reads.get(LossVariables.STEPS), TInt64.class);
        int samples = Math.toIntExact(embeddings.shape().get(0));
        ObjectiveOutput output = ObjectiveOutput.of(
                PathToEmbeddings.required(objective),
                new LossInput(
                        tensor(tf, embeddings),
                        tensor(tf, inRange(tf, labels, setting.classes())),
                        setting.classes(),
                        Map.copyOf(state),
                        tuples.map(each -> inRange(tf, each, samples)).map(each -> tensor(tf, each)),
                        Optional.empty(),
                        tensor(tf, tf.constant(0L)),
                        tensor(tf, step)),
                term -> LossDraws.of(term, samples, seed)
                        .map(draws -> tensor(
                                tf, part.hostCalls().add(draws, List.of(step)).get(0))));
        Operand<? extends TType> computed = Outputs.of(output.value());
        Map<String, Operand<TNumber>> gradients = Gradients.of(graph, tf, part.attached(), computed, differentiated);
        gradient = Outputs.float32(gradients.get(EMBEDDINGS));
        declared.forEach((name, each) -> {
            if (each instanceof LossState.Learned trained) {
                learned.add(new Learned(
                        name,
                        variables.get(name).handle(),
                        Outputs.float32(gradients.get(name)),
                        trained.learningRateFactor(),
                        trained.decays()));
            }
        });
        value = differentiable(tf, Outputs.float32(computed), embeddings, gradient);
        moves = moves(tf, reads, output, gradients);
    }

    /**
     * Adds an objective to a graph.
     *
     * @param tf adds operations to the graph
     * @param objective the weighted sum of losses
     * @param setting the number of classes and the embedding dimension d
     * @param embeddings [m, d], of a shape known in full
     * @param labels class indices [m], each in [0, classes)
     * @param tuples [t, 2] or [t, 3] rows of the embeddings, of a shape known in full, if a loss lists tuples
     * @param seed decides the first values of the state and the random draws of the losses
     * @return the objective in the graph
     * @throws IllegalArgumentException if a shape does not fit, if a loss cannot work in that setting, or if the operations are
     *     not added to a graph
     */
    public static TensorFlowLoss of(
            Ops tf,
            Objective objective,
            LossSetting setting,
            Operand<TFloat32> embeddings,
            Operand<TInt64> labels,
            Optional<Operand<TInt64>> tuples,
            long seed) {
        return new TensorFlowLoss(tf, objective, setting, embeddings, labels, tuples, seed);
    }

    /**
     * Adds an objective that lists no tuples to a graph.
     *
     * @param tf adds operations to the graph
     * @param objective the weighted sum of losses; {@link Objective#of} makes one of a single loss
     * @param setting the number of classes and the embedding dimension d
     * @param embeddings [m, d], of a shape known in full
     * @param labels class indices [m], each in [0, classes)
     * @param seed decides the first values of the state and the random draws of the losses
     * @return the objective in the graph
     * @throws IllegalArgumentException as the other method of this name
     */
    public static TensorFlowLoss of(
            Ops tf,
            Objective objective,
            LossSetting setting,
            Operand<TFloat32> embeddings,
            Operand<TInt64> labels,
            long seed) {
        return of(tf, objective, setting, embeddings, labels, Optional.empty(), seed);
    }

    private static Graph graph(Ops tf) {
        if (!(tf.scope().env() instanceof Graph graph)) {
            throw new IllegalArgumentException("a loss needs Ops of a Graph, since eager execution has no gradients");
        }
        return graph;
    }

    private static void requireShapes(
            Operand<TFloat32> embeddings,
            Operand<TInt64> labels,
            Optional<Operand<TInt64>> tuples,
            LossSetting setting) {
        org.tensorflow.ndarray.Shape shape = embeddings.shape();
        if (shape.numDimensions() != 2 || shape.hasUnknownDimension() || shape.get(1) != setting.dimension()) {
            throw new IllegalArgumentException(
                    "embeddings must have a shape known in full, [m, %s], got %s; feed batches of one size"
                            .formatted(setting.dimension(), shape));
        }
        if (!labels.shape().equals(org.tensorflow.ndarray.Shape.of(shape.get(0)))) {
            throw new IllegalArgumentException("labels must have shape [%s], one for each embedding, got %s"
                    .formatted(shape.get(0), labels.shape()));
        }
        tuples.map(Operand::shape).ifPresent(given -> {
            if (given.numDimensions() != 2 || given.hasUnknownDimension()) {
                throw new IllegalArgumentException(
                        "tuples must have a shape known in full, [t, 2] or [t, 3], got " + given);
            }
        });
    }

    private TensorFlowTensor tensor(Ops tf, Operand<? extends TType> operand) {
        return new TensorFlowTensor(tf, part, operand);
    }

    private static Operand<TInt64> inRange(Ops tf, Operand<TInt64> indices, long limit) {
        Operand<TInt64> flat = tf.reshape(indices, tf.constant(new int[] {-1}));
        Operand<TBool> each =
                tf.math.logicalAnd(tf.math.greaterEqual(flat, tf.constant(0L)), tf.math.less(flat, tf.constant(limit)));
        Op checked = tf.assertThat(
                tf.reduceAll(each, tf.constant(0)),
                List.of(tf.constant("labels and tuples must be in [0, %s), got".formatted(limit)), flat));
        return tf.withControlDependencies(checked).identity(indices);
    }

    /** {@return v + (s - constant s), where s = sum(x * constant g) has the gradient g} */
    private static Operand<TFloat32> differentiable(
            Ops tf, Operand<TFloat32> value, Operand<TFloat32> x, Operand<TFloat32> gradient) {
        Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(x, tf.stopGradient(gradient)), tf.constant(new int[] {0, 1}));
        return tf.math.add(tf.stopGradient(value), tf.math.sub(sum, tf.stopGradient(sum)));
    }

    private Op moves(
            Ops tf,
            Map<String, Operand<TFloat32>> reads,
            ObjectiveOutput output,
            Map<String, Operand<TNumber>> gradients) {
        Map<String, Operand<? extends TType>> next = new LinkedHashMap<>();
        output.nextState().forEach((name, tensor) -> next.put(name, Outputs.of(tensor)));
        next.put(LossVariables.STEPS, tf.math.add(reads.get(LossVariables.STEPS), tf.constant(1f)));
        // Nothing is written before everything has been read: otherwise a late read would see the value of the next
        // step.
        List<Op> computed = new ArrayList<>(reads.values());
        computed.addAll(next.values());
        computed.addAll(gradients.values());
        computed.add(value);
        Ops last = tf.withControlDependencies(computed);
        List<Op> writes = new ArrayList<>();
        next.forEach((name, moved) -> writes.add(variables.get(name).assign(last, moved)));
        return tf.withControlDependencies(writes).noOp();
    }

    /** {@return the loss, a scalar, which {@link Graph#addGradients} differentiates through the embeddings} */
    public Operand<TFloat32> value() {
        return value;
    }

    /** {@return the derivative of the loss with respect to the embeddings, [m, d]} */
    public Operand<TFloat32> gradient() {
        return gradient;
    }

    /** {@return the states that an optimizer trains, in the order of the objective} */
    public List<Learned> learned() {
        return List.copyOf(learned);
    }

    /**
     * {@return the operation that moves the moved states and counts the step, after the loss and its gradients are computed. Add
     * it as a target to every training step and to no other run}
     */
    public Op moves() {
        return moves;
    }

    /**
     * Gives every state the value it starts from. Call it once for each session, before the first run.
     *
     * @param session a session of the graph
     */
    public void initialize(Session session) {
        restore(session, variables.initial());
    }

    /**
     * Runs the graph and computes what the loss computes in Java.
     *
     * @param session a session of the graph
     * @param runner fed, and told what to fetch
     * @return what was fetched; the caller closes it
     */
    public Result run(Session session, Session.Runner runner) {
        try (TBool yes = TBool.scalarOf(true)) {
            return NativeAllocation.during(() -> part.hostCalls().run(session, runner.feed(served, yes)));
        }
    }

    /**
     * {@return a copy of every state by its name in the objective, and the number of steps under the name "steps"}
     *
     * @param session a session of the graph
     */
    public Map<String, FloatArray> state(Session session) {
        return variables.values(session);
    }

    /**
     * Replaces every state.
     *
     * @param session a session of the graph
     * @param state what {@link #state} returned
     * @throws IllegalArgumentException if a state is missing or has another shape
     */
    public void restore(Session session, Map<String, FloatArray> state) {
        variables.restore(session, state);
    }
}
