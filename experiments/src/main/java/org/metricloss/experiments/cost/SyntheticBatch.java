package org.metricloss.experiments.cost;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.random.RandomStream;

/**
 * Embeddings for timing a loss. They are Gaussian around the center of their class and of length about 1, like those of
 * a network during training, so that some tuples are active and some are not. They are in float32. The samples are
 * spread evenly over the classes, in random order.
 */
final class SyntheticBatch {
    /** The name of the only term of the objective. */
    static final String TERM = "loss";

    private final long seed;
    private final int dimension;
    private final int classes;

    SyntheticBatch(long seed, int dimension, int classes) {
        this.seed = seed;
        this.dimension = dimension;
        this.classes = classes;
    }

    /** {@return a batch of n samples} */
    LossExample of(MetricLoss loss, int samples) {
        int[] labels = new int[samples];
        Arrays.setAll(labels, i -> i % classes);
        RandomStream.of(seed, "labels").shuffle(labels);
        return of(loss, labels, Optional.empty());
    }

    /** {@return a batch with those labels and listed tuples} */
    LossExample of(MetricLoss loss, int[] labels, Optional<int[][]> tuples) {
        int samples = labels.length;
        RandomStream random = RandomStream.of(seed, "embeddings");
        double scale = 1 / Math.sqrt(dimension);
        double[] centers = new double[classes * dimension];
        Arrays.setAll(centers, i -> random.nextGaussian() * scale);
        double[] values = new double[samples * dimension];
        Arrays.setAll(values, i -> {
            double center = centers[labels[i / dimension] * dimension + i % dimension];
            return 0.5 * center + random.nextGaussian() * scale;
        });
        return new LossExample(
                DoubleArray.of(Shape.of(samples, dimension), values),
                labels,
                classes,
                state(loss),
                tuples,
                draws(loss, samples),
                DataType.FLOAT32);
    }

    /** {@return the same batch for another loss, which must need the same draws and tuples} */
    LossExample like(LossExample example, MetricLoss loss) {
        return new LossExample(
                example.embeddings(),
                example.labels(),
                example.classes(),
                state(loss),
                example.tuples(),
                example.draws(),
                example.type());
    }

    private Map<String, DoubleArray> state(MetricLoss loss) {
        Map<String, DoubleArray> state = new LinkedHashMap<>();
        Objective.of(TERM, loss).state(new LossSetting(classes, dimension)).forEach((name, declared) -> {
            RandomStream random = RandomStream.of(seed, "state/" + name);
            double[] values = new double[declared.shape().elements()];
            Arrays.setAll(values, i -> 0.1 * random.nextGaussian());
            state.put(name, DoubleArray.of(declared.shape(), values));
        });
        return state;
    }

    private Optional<DoubleArray> draws(MetricLoss loss, int samples) {
        int perSample = loss.drawsPerSample(samples);
        if (perSample == 0) {
            return Optional.empty();
        }
        RandomStream random = RandomStream.of(seed, "draws");
        double[] draws = new double[samples * perSample];
        Arrays.setAll(draws, i -> random.nextFloat());
        return Optional.of(DoubleArray.of(Shape.of(samples, perSample), draws));
    }
}
