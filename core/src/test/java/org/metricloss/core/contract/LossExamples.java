package org.metricloss.core.contract;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.TupleKind;
import org.metricloss.core.random.RandomStream;

/** Batches to try a loss on: an ordinary one, and those that break careless implementations. All draws are fixed. */
public final class LossExamples {
    /** The only term of the objective that a large example is for. */
    static final String TERM = "loss";

    private static final int DIMENSION = 3;

    private LossExamples() {}

    /**
     * Ten samples of an imbalanced batch, two of seven classes absent, one with a single sample, at distances around 1,
     * away from kinks.
     *
     * @param loss the loss, for its state
     * @return the example in float64
     */
    public static LossExample ordinary(MetricLoss loss) {
        int[] labels = {4, 0, 1, 0, 3, 3, 1, 0, 1, 6};
        return example(loss, gaussians("ordinary", 0.6, labels.length), labels, 7);
    }

    /**
     * {@return batches at the edges, in float64, by name}
     *
     * @param loss the loss, for its state
     */
    public static Map<String, LossExample> edges(MetricLoss loss) {
        Map<String, LossExample> edges = new LinkedHashMap<>();
        edges.put("one sample", example(loss, gaussians("one", 1, 1), new int[] {0}, 2));
        edges.put("two samples of one class", example(loss, gaussians("pair", 1, 2), new int[] {1, 1}, 2));
        edges.put("two samples of two classes", example(loss, gaussians("pair", 1, 2), new int[] {1, 0}, 2));
        edges.put("one class", example(loss, gaussians("one class", 1, 6), new int[] {2, 2, 2, 2, 2, 2}, 4));
        edges.put("all labels distinct", example(loss, gaussians("distinct", 1, 6), new int[] {5, 4, 3, 2, 1, 0}, 6));
        edges.put(
                "labels far apart", example(loss, gaussians("labels", 1, 6), new int[] {5, 999, 5, 17, 999, 5}, 1000));
        edges.put("duplicates", example(loss, duplicates(), new int[] {0, 0, 1, 1, 0, 1, 0, 1}, 2));
        edges.put("all rows equal", example(loss, new double[6 * DIMENSION], new int[] {0, 0, 1, 1, 2, 2}, 3));
        edges.put("magnitude 1e3", example(loss, gaussians("large", 1e3, 8), new int[] {0, 0, 1, 1, 2, 2, 2, 1}, 3));
        edges.put("magnitude 1e-6", example(loss, gaussians("small", 1e-6, 8), new int[] {0, 0, 1, 1, 2, 2, 2, 1}, 3));
        return edges;
    }

    /**
     * Batches of many kinds, each drawn from several seeds, whose numbers are the same in float32 as in float64.
     *
     * @param loss the loss, for its state
     * @return the batches, in float64, by name
     */
    public static Map<String, LossExample> random(MetricLoss loss) {
        Map<String, LossExample> drawn = new LinkedHashMap<>();
        for (int seed = 1; seed <= 3; seed++) {
            RandomStream random = RandomStream.of(seed, "random batches");
            int[] labels = unbalanced(random, 20);
            String at = ", seed " + seed;
            drawn.put("unbalanced classes" + at, singles(loss, gaussians("unbalanced" + at, 0.7, 20), labels));
            drawn.put("duplicates" + at, singles(loss, repeated(gaussians("repeated" + at, 0.7, 20), random), labels));
            drawn.put("ties on a grid" + at, singles(loss, grid(random, 20), labels));
            int[] oneClass = new int[5];
            Arrays.fill(oneClass, seed);
            drawn.put("one class" + at, singles(loss, gaussians("lone" + at, 1, 5), oneClass));
            drawn.put("one sample" + at, singles(loss, gaussians("single" + at, 1, 1), new int[] {seed}));
        }
        return drawn;
    }

    /**
     * {@return a batch in float32 in which all classes are equally frequent, of an objective of one term, {@link #TERM}; with two
     * tuples for each sample if the loss asks for some}
     *
     * @param loss the loss
     * @param samples m
     * @param classes the number of classes
     * @param dimension d
     */
    static LossExample large(MetricLoss loss, int samples, int classes, int dimension) {
        int[] labels = new int[samples];
        Arrays.setAll(labels, i -> i % classes);
        Map<String, DoubleArray> state = new HashMap<>();
        for (LossState each : loss.state(new LossSetting(classes, dimension))) {
            state.put(TERM + "." + each.name(), drawn(each, classes));
        }
        return new LossExample(
                DoubleArray.of(Shape.of(samples, dimension), gaussians("large", 1, samples, dimension)),
                labels,
                classes,
                state,
                loss.listedTuples().map(kind -> tuples(kind, samples)),
                draws(loss, samples),
                DataType.FLOAT32);
    }

    /**
     * {@return the same example, computed in that type}
     *
     * @param example an example
     * @param type the type to compute in instead
     */
    public static LossExample in(DataType type, LossExample example) {
        return new LossExample(
                example.embeddings(),
                example.labels(),
                example.classes(),
                example.state(),
                example.tuples(),
                example.draws(),
                type,
                example.step());
    }

    /**
     * {@return the example with those}
     *
     * @param example an example
     * @param embeddings other embeddings for it
     * @param labels their labels
     */
    public static LossExample with(LossExample example, DoubleArray embeddings, int[] labels) {
        return with(example, embeddings, labels, example.tuples());
    }

    /**
     * {@return the example with its samples in that order, tuples naming the same samples as before}
     *
     * @param example an example
     * @param order the samples in another order
     */
    public static LossExample reordered(LossExample example, int[] order) {
        int[] placeOf = new int[order.length];
        for (int place = 0; place < order.length; place++) {
            placeOf[order[place]] = place;
        }
        return with(
                example,
                rows(example.embeddings(), order),
                Arrays.stream(order).map(i -> example.labels()[i]).toArray(),
                example.tuples()
                        .map(tuples -> Arrays.stream(tuples)
                                .map(tuple -> Arrays.stream(tuple)
                                        .map(i -> placeOf[i])
                                        .toArray())
                                .toArray(int[][]::new)));
    }

    /**
     * {@return those rows}
     *
     * @param matrix [m, d]
     * @param order m rows
     */
    static DoubleArray rows(DoubleArray matrix, int[] order) {
        int columns = matrix.shape().size(1);
        double[] values = matrix.toArray();
        double[] ordered = new double[values.length];
        for (int i = 0; i < order.length; i++) {
            System.arraycopy(values, order[i] * columns, ordered, i * columns, columns);
        }
        return DoubleArray.of(matrix.shape(), ordered);
    }

    private static LossExample with(
            LossExample example, DoubleArray embeddings, int[] labels, Optional<int[][]> tuples) {
        return new LossExample(
                embeddings,
                labels,
                example.classes(),
                example.state(),
                tuples,
                example.draws(),
                example.type(),
                example.step());
    }

    /**
     * {@return the example with that}
     *
     * @param example an example
     * @param name one of its states
     * @param value another value for it
     */
    public static LossExample with(LossExample example, String name, DoubleArray value) {
        Map<String, DoubleArray> state = new HashMap<>(example.state());
        state.put(name, value);
        return withState(example, example.embeddings(), state);
    }

    private static LossExample example(MetricLoss loss, double[] values, int[] labels, int classes) {
        Map<String, DoubleArray> state = new HashMap<>();
        List<LossState> declared = loss.state(new LossSetting(classes, DIMENSION));
        for (LossState each : declared) {
            state.put(each.name(), drawn(each, classes));
        }
        DoubleArray embeddings = DoubleArray.of(Shape.of(labels.length, DIMENSION), values);
        Optional<int[][]> tuples = loss.listedTuples().map(kind -> tuples(kind, labels.length));
        return new LossExample(
                embeddings, labels, classes, state, tuples, draws(loss, labels.length), DataType.FLOAT64);
    }

    /** {@return normally distributed numbers, or classes of which some are -1, none} */
    private static DoubleArray drawn(LossState state, int classes) {
        double[] values = gaussians("state " + state.name(), 1, state.shape().elements(), 1);
        if (state.numbers() == LossState.Numbers.WHOLE) {
            RandomStream random = RandomStream.of(9, "state " + state.name());
            Arrays.setAll(values, i -> random.nextInt(classes + 1) - 1);
        }
        return DoubleArray.of(state.shape(), values);
    }

    /** Numbers that are the same in float32 as in float64. */
    private static Optional<DoubleArray> draws(MetricLoss loss, int samples) {
        int perSample = loss.drawsPerSample(samples);
        if (perSample == 0) {
            return Optional.empty();
        }
        RandomStream random = RandomStream.of(8, "draws");
        double[] draws = new double[samples * perSample];
        Arrays.setAll(draws, i -> random.nextFloat());
        return Optional.of(DoubleArray.of(Shape.of(samples, perSample), draws));
    }

    /**
     * Two tuples per sample, their members drawn from all samples: a loss takes what is listed, also tuples that name a
     * sample twice and tuples listed twice.
     */
    private static int[][] tuples(TupleKind kind, int samples) {
        RandomStream random = RandomStream.of(7, "tuples");
        int[][] tuples = new int[2 * samples][kind.members()];
        for (int[] tuple : tuples) {
            Arrays.setAll(tuple, place -> random.nextInt(samples));
        }
        tuples[1] = tuples[0].clone();
        return tuples;
    }

    private static LossExample withState(LossExample example, DoubleArray embeddings, Map<String, DoubleArray> state) {
        return new LossExample(
                embeddings,
                example.labels(),
                example.classes(),
                state,
                example.tuples(),
                example.draws(),
                example.type(),
                example.step());
    }

    /** Labels in [0, 7): low ones are frequent, and 6 is left to the last sample. */
    private static int[] unbalanced(RandomStream random, int samples) {
        int[] labels = new int[samples];
        Arrays.setAll(labels, i -> random.nextInt(1 + random.nextInt(6)));
        labels[samples - 1] = 6;
        return labels;
    }

    /** Whole numbers in [-2, 2]: many equal distances, equal rows, and distances of exactly 1. */
    private static double[] grid(RandomStream random, int rows) {
        double[] values = new double[rows * DIMENSION];
        Arrays.setAll(values, i -> random.nextInt(5) - 2);
        return values;
    }

    /** Every third row repeats an earlier one, of whatever class. */
    private static double[] repeated(double[] values, RandomStream random) {
        for (int row = 2; row < values.length / DIMENSION; row += 3) {
            System.arraycopy(values, random.nextInt(row) * DIMENSION, values, row * DIMENSION, DIMENSION);
        }
        return values;
    }

    private static LossExample singles(MetricLoss loss, double[] values, int[] labels) {
        LossExample example = example(loss, values, labels, 7);
        Map<String, DoubleArray> state = new HashMap<>();
        example.state().forEach((name, array) -> state.put(name, single(array)));
        return withState(example, single(example.embeddings()), state);
    }

    private static DoubleArray single(DoubleArray array) {
        return DoubleArray.of(
                array.shape(),
                Arrays.stream(array.toArray()).map(value -> (float) value).toArray());
    }

    /** Rows 0, 1 equal within a class, 2, 3 too and equal to 4 of the other class; 5 to 7 ordinary. */
    private static double[] duplicates() {
        double[] rows = gaussians("duplicates", 1, 8);
        int[] source = {0, 0, 2, 2, 2, 5, 6, 7};
        double[] duplicated = new double[rows.length];
        for (int i = 0; i < source.length; i++) {
            System.arraycopy(rows, source[i] * DIMENSION, duplicated, i * DIMENSION, DIMENSION);
        }
        return duplicated;
    }

    private static double[] gaussians(String purpose, double deviation, int rows) {
        return gaussians(purpose, deviation, rows, DIMENSION);
    }

    private static double[] gaussians(String purpose, double deviation, int rows, int columns) {
        RandomStream random = RandomStream.of(20160916, purpose);
        double[] values = new double[rows * columns];
        Arrays.setAll(values, i -> deviation * random.nextGaussian());
        return values;
    }
}
