package org.metricloss.experiments.benchmark;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.core.anchor.CrossBatchMemory;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.random.RandomStream;

/**
 * One loss on one batch of Gaussian embeddings of length about 1 around their class's center, as a network under training gives
 * them: some triplets are active, some are not.
 *
 * @param loss the loss
 * @param example the batch
 */
record LossWork(MetricLoss loss, LossExample example) {
    private static final long SEED = 7;

    static LossWork of(String id, Map<String, ?> parameters, int n, int d, int classes) {
        MetricLoss loss = LossProvider.all().get(id).create(Parameters.of(parameters));
        Map<String, DoubleArray> state = new HashMap<>();
        objective(loss).state(new LossSetting(classes, d)).forEach((name, declared) -> {
            state.put(name, gaussians(name, declared.shape()));
        });
        LossExample drawn = example(n, d, classes, state, DataType.FLOAT32);
        int draws = loss.drawsPerSample(n);
        return new LossWork(
                loss,
                draws == 0
                        ? drawn
                        : new LossExample(
                                drawn.embeddings(),
                                drawn.labels(),
                                classes,
                                state,
                                Optional.empty(),
                                Optional.of(uniform(n, draws)),
                                drawn.type()));
    }

    /** {@return the same loss with a full memory of that size, whose embeddings are like those of the batch} */
    LossWork remembering(int size) {
        MetricLoss remembering = new CrossBatchMemory(loss, size, 0);
        int d = example.embeddings().shape().size(1);
        LossExample past = example(size, d, example.classes(), Map.of(), DataType.FLOAT32);
        double[] labels = Arrays.stream(past.labels()).asDoubleStream().toArray();
        Map<String, DoubleArray> state = Map.of(
                "loss." + CrossBatchMemory.EMBEDDINGS,
                past.embeddings(),
                "loss." + CrossBatchMemory.LABELS,
                DoubleArray.of(Shape.of(size), labels));
        return new LossWork(
                remembering,
                new LossExample(
                        example.embeddings(),
                        example.labels(),
                        example.classes(),
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        example.type()));
    }

    private static DoubleArray uniform(int rows, int columns) {
        RandomStream random = RandomStream.of(SEED, "draws");
        double[] draws = new double[rows * columns];
        Arrays.setAll(draws, i -> random.nextFloat());
        return DoubleArray.of(Shape.of(rows, columns), draws);
    }

    static DoubleArray gaussians(String name, Shape shape) {
        RandomStream random = RandomStream.of(SEED, name);
        double[] values = new double[shape.elements()];
        Arrays.setAll(values, i -> 0.1 * random.nextGaussian());
        return DoubleArray.of(shape, values);
    }

    private static Objective objective(MetricLoss loss) {
        return Objective.of("loss", loss);
    }

    Objective objective() {
        return objective(loss);
    }

    /**
     * {@return the same loss on classes thirty times as tight, as late in training: all pairs within a class are near}
     */
    LossWork tight() {
        int[] labels = example.labels();
        int d = example.embeddings().shape().size(1);
        double[] values = example.embeddings().toArray();
        double[] means = new double[example.classes() * d];
        int[] samples = new int[example.classes()];
        for (int i = 0; i < labels.length; i++) {
            samples[labels[i]]++;
            for (int k = 0; k < d; k++) {
                means[labels[i] * d + k] += values[i * d + k];
            }
        }
        Arrays.setAll(values, at -> {
            int label = labels[at / d];
            double mean = means[label * d + at % d] / samples[label];
            return mean + (values[at] - mean) / 30;
        });
        return new LossWork(loss, with(values, labels));
    }

    /** {@return the same batch with its samples in the order of their labels} */
    LossExample sorted() {
        int[] labels = example.labels();
        int[] order = IntStream.range(0, labels.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> labels[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        int d = example.embeddings().shape().size(1);
        double[] values = example.embeddings().toArray();
        double[] ordered = new double[values.length];
        for (int place = 0; place < order.length; place++) {
            System.arraycopy(values, order[place] * d, ordered, place * d, d);
        }
        return with(ordered, Arrays.stream(order).map(i -> labels[i]).toArray());
    }

    private LossExample with(double[] embeddings, int[] labels) {
        return new LossExample(
                DoubleArray.of(example.embeddings().shape(), embeddings),
                labels,
                example.classes(),
                example.state(),
                Optional.empty(),
                Optional.empty(),
                example.type());
    }

    static LossExample example(int n, int d, int classes, Map<String, DoubleArray> state, DataType type) {
        RandomStream random = RandomStream.of(SEED, "benchmark");
        int[] labels = new int[n];
        Arrays.setAll(labels, i -> i < classes ? i : random.nextInt(classes));
        double[] centers = new double[classes * d];
        Arrays.setAll(centers, i -> random.nextGaussian() / Math.sqrt(d));
        double[] values = new double[n * d];
        Arrays.setAll(values, i -> 0.5 * centers[labels[i / d] * d + i % d] + random.nextGaussian() / Math.sqrt(d));
        return new LossExample(
                DoubleArray.of(Shape.of(n, d), values),
                labels,
                classes,
                state,
                Optional.empty(),
                Optional.empty(),
                type);
    }
}
