package org.metricloss.experiments.benchmark;

import static org.metricloss.experiments.benchmark.Timing.median;
import static org.metricloss.experiments.benchmark.Timing.micros;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.core.array.DataType;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.EmbeddingSpread;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;

/**
 * What the parts of a training step on DJL cost, for the step of {@link StepOverhead}: {@code mlp} on digits, softmax, batch
 * 128. Each part is repeated alone; median and least of the rounds are printed.
 */
public final class StepParts {
    private static final int BATCH = 128;
    private static final int EMBEDDING = 64;
    private static final int CLASSES = 10;
    private static final int ROUNDS = 41;
    private static final int REPEATS = 400;

    private static final Map<String, Runnable> PARTS = new LinkedHashMap<>();

    private StepParts() {}

    /** @param args the number of threads; 2 if left out */
    public static void main(String[] args) throws Exception {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 2;
        Dataset digits = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);
        Objective softmax =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        DoubleArray x = DoubleArray.of(
                org.metricloss.core.array.Shape.of(BATCH, EMBEDDING),
                IntStream.range(0, BATCH * EMBEDDING).mapToDouble(Math::sin).toArray());
        int[] labels = IntStream.range(0, BATCH).map(i -> i % CLASSES).toArray();
        Map<String, DoubleArray> state = Map.of(
                "softmax.weight",
                        DoubleArray.of(org.metricloss.core.array.Shape.of(CLASSES, EMBEDDING), new double[640]),
                "softmax.bias", DoubleArray.of(org.metricloss.core.array.Shape.of(CLASSES), new double[CLASSES]));
        LossExample example =
                new LossExample(x, labels, CLASSES, state, Optional.empty(), Optional.empty(), DataType.FLOAT32);
        try (PreparedLoss loss = Engine.all().get("djl").prepare(softmax, example, threads);
                NDManager manager = NDManager.newBaseManager()) {
            hostParts(digits);
            PARTS.put("softmax as tensor operations, forward and backward", loss::run);
            engineParts(manager);
            Map<String, double[]> micros = new LinkedHashMap<>();
            for (int round = -5; round < ROUNDS; round++) {
                for (Map.Entry<String, Runnable> part : PARTS.entrySet()) {
                    double each = micros(() -> repeat(part.getValue())) / REPEATS;
                    if (round >= 0) {
                        micros.computeIfAbsent(part.getKey(), name -> new double[ROUNDS])[round] = each;
                    }
                }
            }
            System.out.printf("median us  least us%n");
            micros.forEach((name, times) -> System.out.printf(
                    Locale.ROOT,
                    "%9.2f %9.2f  %s%n",
                    median(times),
                    Arrays.stream(times).min().orElseThrow(),
                    name));
        }
    }

    private static void repeat(Runnable part) {
        for (int i = 0; i < REPEATS; i++) {
            part.run();
        }
    }

    private static void hostParts(Dataset digits) {
        int[] batch = IntStream.range(0, BATCH).toArray();
        float[] pixels = new float[BATCH * digits.inputShape().elements()];
        PARTS.put("laying out the batch", () -> digits.train().copy(batch, digits.scaling(), pixels));
        float[] embeddings = new float[BATCH * EMBEDDING];
        PARTS.put("norm and spread of the embeddings", () -> EmbeddingSpread.of(embeddings, EMBEDDING));
    }

    private static void engineParts(NDManager manager) {
        float[] images = new float[BATCH * EMBEDDING];
        NDArray x = manager.create(images, new Shape(BATCH, EMBEDDING));
        NDArray scalar = manager.create(1f);
        NDArray labels = manager.create(new float[BATCH]);
        List<PtNDArray> weights = new ArrayList<>();
        List<PtNDArray> gradients = new ArrayList<>();
        for (Shape shape : List.of(
                new Shape(128, 64),
                new Shape(128),
                new Shape(EMBEDDING, 128),
                new Shape(EMBEDDING),
                new Shape(CLASSES, EMBEDDING),
                new Shape(CLASSES))) {
            weights.add((PtNDArray) manager.zeros(shape));
            gradients.add((PtNDArray) manager.zeros(shape));
        }
        NDArray head = weights.get(4);
        NDArray bias = weights.get(5);
        head.setRequiresGradient(true);
        bias.setRequiresGradient(true);
        Loss crossEntropy = Loss.softmaxCrossEntropyLoss();
        put("softmax of DJL with its linear layer, forward and backward", () -> {
            NDArray input = x.stopGradient();
            input.setRequiresGradient(true);
            try (GradientCollector collector =
                    ai.djl.engine.Engine.getInstance().newGradientCollector()) {
                NDList scores = Linear.linear(input, head, bias);
                collector.backward(crossEntropy.evaluate(new NDList(labels), scores));
            }
        });
        put("an operation on a small array", () -> x.add(scalar));
        put("creating an array from a batch", () -> manager.create(images, new Shape(BATCH, EMBEDDING)));
        put("reading a scalar", () -> scalar.toByteBuffer(false).getFloat());
        put("reading a scalar by getFloat()", scalar::getFloat);
        put("reading the embeddings", x::toFloatArray);
        put("looking up a gradient", head::getGradient);
        put("a manager of its own for the step", () -> manager.newSubManager().close());
        put("update of six arrays", () -> {
            for (int i = 0; i < weights.size(); i++) {
                JniUtils.sgdUpdate(weights.get(i), gradients.get(i), gradients.get(i), 0, 0, 1, -1, 0.9f);
            }
        });
        put("setting the gradients of two arrays to 0", () -> {
            JniUtils.zeroGrad((PtNDArray) head);
            JniUtils.zeroGrad((PtNDArray) bias);
        });
    }

    private static void put(String name, Runnable part) {
        PARTS.put(name, () -> {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                part.run();
            }
        });
    }
}
