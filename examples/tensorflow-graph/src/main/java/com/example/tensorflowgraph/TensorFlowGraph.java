package com.example.tensorflowgraph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.engine.tensorflow.TensorFlowLoss;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TType;

/** Trains a network on handwritten digits with three losses of MetricLoss, in a graph of TensorFlow Java. */
public final class TensorFlowGraph {
    private static final int BATCH = 64;
    private static final int PIXELS = 64;
    private static final int DIMENSION = 16;
    private static final int STEPS = 300;
    private static final float RATE = 0.05f;

    private TensorFlowGraph() {}

    public static void main(String[] arguments) {
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        for (Objective objective : List.of(
                new Objective("triplet", List.of(term("triplet", 1))),
                new Objective("softmax+center", List.of(term("softmax", 1), term("center", 0.05))),
                new Objective("arcface", List.of(term("arcface", 1))))) {
            System.out.printf("%s: recall@1 %.3f%n", objective.name(), recallAfterTraining(objective, digits));
        }
    }

    private static Objective.Term term(String id, double weight) {
        return new Objective.Term(id, weight, LossProvider.all().get(id).create(Parameters.of(Map.of())));
    }

    private static double recallAfterTraining(Objective objective, Dataset digits) {
        Random random = new Random(1);
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Operand<? extends TType> first = variable(tf, session, "first", PIXELS, 64, random);
            Operand<? extends TType> second = variable(tf, session, "second", 64, DIMENSION, random);
            Operand<TFloat32> a = tf.readVariableOp(first, TFloat32.class);
            Operand<TFloat32> b = tf.readVariableOp(second, TFloat32.class);
            Placeholder<TFloat32> images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(BATCH, PIXELS)));
            Placeholder<TInt64> labels = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(BATCH)));
            TensorFlowLoss loss = TensorFlowLoss.of(
                    tf, objective, new LossSetting(10, DIMENSION), network(tf, images, a, b), labels, 1);

            Output<?>[] gradients =
                    graph.addGradients(loss.value().asOutput(), new Output<?>[] {a.asOutput(), b.asOutput()});
            List<Op> updates = new ArrayList<>(List.of(loss.moves()));
            updates.add(tf.train.resourceApplyGradientDescent(first, tf.constant(RATE), float32(gradients[0])));
            updates.add(tf.train.resourceApplyGradientDescent(second, tf.constant(RATE), float32(gradients[1])));
            loss.learned()
                    .forEach(state -> updates.add(tf.train.resourceApplyGradientDescent(
                            state.variable(),
                            tf.constant(RATE * (float) state.learningRateFactor()),
                            state.gradient())));

            loss.initialize(session);
            for (int step = 0; step < STEPS; step++) {
                int[] batch = random.ints(BATCH, 0, digits.train().size()).toArray();
                try (TFloat32 pixels = TFloat32.tensorOf(StdArrays.ndCopyOf(pixels(digits, digits.train(), batch)));
                        TInt64 classes = TInt64.vectorOf(
                                IntStream.of(digits.train().labels(batch)).asLongStream().toArray())) {
                    Session.Runner runner = session.runner().feed(images, pixels).feed(labels, classes);
                    updates.forEach(runner::addTarget);
                    loss.run(session, runner).close();
                }
            }

            int[] all = IntStream.range(0, digits.test().size()).toArray();
            Operand<TFloat32> embeddings = network(tf, tf.constant(pixels(digits, digits.test(), all)), a, b);
            try (TFloat32 rows = (TFloat32) session.runner().fetch(embeddings).run().get(0)) {
                return Evaluation.of(StdArrays.array2dCopyOf(rows), digits.test().labels())
                        .value("recallAt1")
                        .orElseThrow();
            }
        }
    }

    private static Operand<TFloat32> network(
            Ops tf, Operand<TFloat32> images, Operand<TFloat32> a, Operand<TFloat32> b) {
        return tf.linalg.matMul(tf.nn.relu(tf.linalg.matMul(images, a)), b);
    }

    /** A resource variable: tf.variable() would be updated while gradients still read it. */
    private static Operand<? extends TType> variable(
            Ops tf, Session session, String name, int rows, int columns, Random random) {
        float[][] values = new float[rows][columns];
        for (float[] row : values) {
            IntStream.range(0, columns).forEach(i -> row[i] = (float) (random.nextGaussian() / Math.sqrt(rows)));
        }
        Operand<? extends TType> handle = tf.varHandleOp(
                TFloat32.class, Shape.of(rows, columns), VarHandleOp.sharedName(name));
        session.runner().addTarget(tf.assignVariableOp(handle, tf.constant(values))).run().close();
        return handle;
    }

    @SuppressWarnings("unchecked")
    private static Operand<TFloat32> float32(Output<?> output) {
        return (Operand<TFloat32>) output;
    }

    private static float[][] pixels(Dataset digits, SampleSet images, int[] indices) {
        float[] flat = new float[indices.length * PIXELS];
        images.copy(indices, digits.scaling(), flat);
        return IntStream.range(0, indices.length)
                .mapToObj(i -> Arrays.copyOfRange(flat, i * PIXELS, (i + 1) * PIXELS))
                .toArray(float[][]::new);
    }
}
