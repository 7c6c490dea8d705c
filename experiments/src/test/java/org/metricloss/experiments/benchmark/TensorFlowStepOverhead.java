package org.metricloss.experiments.benchmark;

import static org.metricloss.experiments.benchmark.Timing.median;
import static org.metricloss.experiments.benchmark.Timing.micros;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.ShuffledBatches;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingBatch;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.training.EpochTotals;
import org.metricloss.experiments.training.Stopwatch;
import org.metricloss.experiments.training.TrainingLoop;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * What the harness adds to a training step on TensorFlow: softmax on {@code mlp} and digits, batch 128, through the training
 * loop, through the session alone, and with a graph written against TensorFlow Java. All in one process, in turns; the
 * medians of the rounds are compared. The direct step neither reads its loss nor gathers its batch (that is done
 * beforehand); the harness does both, the session alone reads its loss.
 */
public final class TensorFlowStepOverhead {
    private static final int BATCH = 128;
    private static final int EMBEDDING = 64;
    private static final int THREADS = 2;
    private static final int WARM_UP = 5;
    private static final int ROUNDS = 41;
    private static final int EPOCHS_PER_ROUND = 10;
    private static final OptimizerSpec.Sgd SGD = new OptimizerSpec.Sgd(0.01, 0.9, 5e-4);

    private TensorFlowStepOverhead() {}

    /** @param args none */
    public static void main(String[] args) throws Exception {
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        Engine engine = Engine.all().get("tensorflow");
        Objective softmax =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.MLP.withEmbedding(EMBEDDING), digits.inputShape());
        SessionRequest request = SessionRequest.fromSeed(plan, softmax, SGD, digits.classCount(), 1, THREADS);
        List<TrainingBatch> batches = batches(digits);
        try (TrainingSession session = engine.open(request);
                Direct direct = new Direct(digits)) {
            TrainingLoop loop =
                    new TrainingLoop(session, digits.train(), digits.scaling(), new ShuffledBatches(BATCH), 1);
            int steps = batches.size() * EPOCHS_PER_ROUND;
            double[] loopMicros = new double[ROUNDS];
            double[] sessionMicros = new double[ROUNDS];
            double[] directMicros = new double[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                double looped = micros(() -> loopRound(loop)) / steps;
                double stepped = micros(() -> round(batches, session::step)) / steps;
                double plain = micros(() -> round(batches, direct::step)) / steps;
                if (round >= 0) {
                    loopMicros[round] = looped;
                    sessionMicros[round] = stepped;
                    directMicros[round] = plain;
                }
            }
            report(steps, loopMicros, sessionMicros, directMicros);
        }
    }

    private static List<TrainingBatch> batches(Dataset data) {
        List<TrainingBatch> batches = new ArrayList<>();
        for (BatchPlan plan : new ShuffledBatches(BATCH).epoch(data.train(), 1, 0)) {
            float[] images = new float[plan.size() * data.inputShape().elements()];
            data.train().copy(plan.indices(), data.scaling(), images);
            batches.add(
                    new TrainingBatch(0, batches.size(), images, data.train().labels(plan.indices())));
        }
        return batches;
    }

    private static void loopRound(TrainingLoop loop) throws Exception {
        Stopwatch watch = new Stopwatch();
        watch.start();
        EpochTotals totals = new EpochTotals();
        for (int epoch = 0; epoch < EPOCHS_PER_ROUND; epoch++) {
            loop.epoch(epoch, watch, loss -> {}, totals);
        }
    }

    private static void round(List<TrainingBatch> batches, Consumer<TrainingBatch> step) {
        for (int epoch = 0; epoch < EPOCHS_PER_ROUND; epoch++) {
            batches.forEach(step);
        }
    }

    private static void report(int steps, double[] loop, double[] session, double[] direct) {
        double[] differences = new double[ROUNDS];
        Arrays.setAll(differences, i -> loop[i] - direct[i]);
        double[] sessionDifferences = new double[ROUNDS];
        Arrays.setAll(sessionDifferences, i -> session[i] - direct[i]);
        System.out.printf(
                Locale.ROOT,
                "mlp on digits, softmax, batch %d, %d threads: %d rounds of %d steps each, in turns; medians%n"
                        + "direct TensorFlow Java   %7.1f us per step%n"
                        + "MetricLoss session       %7.1f us per step, difference %7.1f%n"
                        + "MetricLoss training loop %7.1f us per step, difference %7.1f (rounds from %.1f to %.1f)%n",
                BATCH,
                THREADS,
                ROUNDS,
                steps,
                median(direct),
                median(session),
                median(sessionDifferences),
                median(loop),
                median(differences),
                Arrays.stream(differences).min().orElseThrow(),
                Arrays.stream(differences).max().orElseThrow());
    }

    /** The same network, loss and optimizer as a user of TensorFlow Java alone would write them. */
    private static final class Direct implements AutoCloseable {
        private final Graph graph = new Graph();
        private final Ops tf = Ops.create(graph);
        private final List<VarHandleOp> handles = new ArrayList<>();
        private final List<Operand<TFloat32>> reads = new ArrayList<>();
        private final List<Op> initializers = new ArrayList<>();
        private final int pixels;
        private final Placeholder<TFloat32> images;
        private final Placeholder<TInt64> labels;
        private final Op update;
        private final Session session;

        Direct(Dataset data) {
            pixels = data.inputShape().elements();
            images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, pixels)));
            labels = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
            Operand<TFloat32> hidden = tf.nn.relu(linear(images, pixels, 128));
            Operand<TFloat32> scores = linear(linear(hidden, 128, EMBEDDING), EMBEDDING, data.classCount());
            Operand<TFloat32> targets =
                    tf.oneHot(labels, tf.constant(data.classCount()), tf.constant(1f), tf.constant(0f));
            Operand<TFloat32> loss = tf.math.mean(
                    tf.nn.softmaxCrossEntropyWithLogits(scores, targets).loss(), tf.constant(0));
            update = tf.withControlDependencies(updates(loss)).noOp();
            ConfigProto threads = ConfigProto.newBuilder()
                    .setIntraOpParallelismThreads(THREADS)
                    .setInterOpParallelismThreads(1)
                    .build();
            session = new Session(graph, threads);
            Session.Runner runner = session.runner();
            initializers.forEach(runner::addTarget);
            runner.run().close();
        }

        private Operand<TFloat32> linear(Operand<TFloat32> x, int inputs, int outputs) {
            Operand<TFloat32> deviation = tf.constant((float) Math.sqrt(1.0 / inputs));
            Operand<TFloat32> normal =
                    tf.random.truncatedNormal(tf.constant(new int[] {inputs, outputs}), TFloat32.class);
            Operand<TFloat32> weight = variable(Shape.of(inputs, outputs), tf.math.mul(normal, deviation));
            Operand<TFloat32> bias = variable(Shape.of(outputs), zeros(Shape.of(outputs)));
            return tf.nn.biasAdd(tf.linalg.matMul(x, weight), bias);
        }

        private Operand<TFloat32> variable(Shape shape, Operand<TFloat32> initial) {
            VarHandleOp handle = handle("v" + handles.size(), shape, initial);
            Operand<TFloat32> read = tf.readVariableOp(handle, TFloat32.class);
            handles.add(handle);
            reads.add(read);
            return read;
        }

        private Operand<TFloat32> zeros(Shape shape) {
            return tf.zeros(tf.constant(shape.asArray()), TFloat32.class);
        }

        private VarHandleOp handle(String name, Shape shape, Operand<TFloat32> initial) {
            VarHandleOp handle = tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(name));
            initializers.add(tf.assignVariableOp(handle, initial));
            return handle;
        }

        private List<Op> updates(Operand<TFloat32> loss) {
            Output<?>[] by = reads.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
            Output<?>[] gradients = graph.addGradients(loss.asOutput(), by);
            List<Op> computed = new ArrayList<>(reads);
            for (Output<?> gradient : gradients) {
                computed.add(gradient);
            }
            Ops last = tf.withControlDependencies(computed);
            List<Op> updates = new ArrayList<>();
            for (int i = 0; i < gradients.length; i++) {
                Operand<TFloat32> read = reads.get(i);
                VarHandleOp velocity = handle("velocity" + i, read.shape(), zeros(read.shape()));
                Operand<TFloat32> decay = tf.math.mul(read, tf.constant((float) SGD.weightDecay()));
                @SuppressWarnings("unchecked")
                Operand<TFloat32> gradient = (Operand<TFloat32>) gradients[i];
                updates.add(last.train.resourceApplyMomentum(
                        handles.get(i),
                        velocity,
                        tf.constant((float) SGD.learningRate()),
                        tf.math.add(gradient, decay),
                        tf.constant((float) SGD.momentum())));
            }
            return updates;
        }

        void step(TrainingBatch batch) {
            long[] classes = Arrays.stream(batch.labels()).asLongStream().toArray();
            try (TFloat32 pixelValues = TFloat32.tensorOf(
                            Shape.of(batch.samples(), pixels), DataBuffers.of(batch.images(), true, false));
                    TInt64 classValues = TInt64.vectorOf(classes)) {
                session.runner()
                        .feed(images, pixelValues)
                        .feed(labels, classValues)
                        .addTarget(update)
                        .run()
                        .close();
            }
        }

        @Override
        public void close() {
            session.close();
            graph.close();
        }
    }
}
