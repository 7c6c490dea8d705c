package org.metricloss.loss.triplet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Algorithm;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.mining.PairDistance;
import org.metricloss.core.random.RandomStream;

/** Whatever is mined, and however crowded with ties a batch is, both algorithms take the same triplets. */
class TripletAlgorithmsTest {
    private static final int SAMPLES = 60;
    private static final int DIMENSION = 4;

    static Stream<Arguments> losses() {
        return TestEngines.all().stream()
                .flatMap(engine -> EnumSet.complementOf(EnumSet.of(Mining.EXPLICIT)).stream()
                        .filter(mining -> !mining.byAnchors())
                        .flatMap(mining -> Stream.of(PairDistance.EUCLIDEAN, PairDistance.SQUARED)
                                .flatMap(distance -> Arrays.stream(TripletForm.values())
                                        .map(form -> Arguments.of(engine, mining, distance, form)))));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void bothGiveTheSameOnBatchesWithTies(Engine engine, Mining mining, PairDistance distance, TripletForm form) {
        for (DataType type : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
            for (boolean grid : new boolean[] {true, false}) {
                LossExample example = example(grid, type);
                LossRun exact = LossRun.of(engine, loss(mining, distance, form, Algorithm.EXACT), example);
                LossRun enumerated = LossRun.of(engine, loss(mining, distance, form, Algorithm.ENUMERATE), example);
                Tolerance tolerance = type == DataType.FLOAT64 ? Tolerance.PLAIN : Tolerance.PLAIN_FLOAT32;
                exact.assertSameAs(enumerated, tolerance);
            }
        }
    }

    /** The margin is a difference of distances that occurs on the grid; equal rows occur within and across classes. */
    private static LossExample example(boolean grid, DataType type) {
        RandomStream random = RandomStream.of(5, "ties");
        double[] values = new double[SAMPLES * DIMENSION];
        Arrays.setAll(values, i -> grid ? random.nextInt(4) : (float) random.nextGaussian());
        for (int i = 0; i < SAMPLES; i += 7) {
            System.arraycopy(values, random.nextInt(SAMPLES) * DIMENSION, values, i * DIMENSION, DIMENSION);
        }
        int[] labels = IntStream.range(0, SAMPLES).map(i -> random.nextInt(5)).toArray();
        labels[0] = 5;
        double[] draws = new double[2 * SAMPLES];
        Arrays.setAll(draws, i -> random.nextFloat());
        return new LossExample(
                DoubleArray.of(Shape.of(SAMPLES, DIMENSION), values),
                labels,
                6,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(SAMPLES, 2), draws)),
                type);
    }

    private static MetricLoss loss(Mining mining, PairDistance distance, TripletForm form, Algorithm algorithm) {
        return loss(mining, distance, form, distance == PairDistance.SQUARED ? 2 : 1, algorithm);
    }

    private static MetricLoss loss(
            Mining mining, PairDistance distance, TripletForm form, double margin, Algorithm algorithm) {
        return new TripletLossProvider()
                .create(Parameters.of(Map.of(
                        "mining", written(mining),
                        "distance", written(distance),
                        "form", written(form),
                        "margin", margin,
                        "algorithm", written(algorithm))));
    }

    /** As float32, 0.003 + 0.2 is another number where 0.2 is not rounded before the sum. */
    @ParameterizedTest
    @MethodSource("losses")
    void bothAddTheMarginInTheEmbeddingsType(Engine engine, Mining mining, PairDistance distance, TripletForm form) {
        float threshold = 0.003f + 0.2f;
        float below = Math.nextDown(threshold);
        assertThat((float) (0.003f + 0.2)).isEqualTo(below);
        LossExample example = new LossExample(
                DoubleArray.of(Shape.of(3, 1), 0, 0.003f, below),
                new int[] {0, 0, 1},
                2,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(3, 2), new double[6])),
                DataType.FLOAT32);
        LossRun exact = LossRun.of(engine, loss(mining, distance, form, 0.2, Algorithm.EXACT), example);
        LossRun enumerated = LossRun.of(engine, loss(mining, distance, form, 0.2, Algorithm.ENUMERATE), example);
        exact.assertSameAs(enumerated, Tolerance.PLAIN_FLOAT32);
    }

    private static String written(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Anchor 0 has its negative at 5, but its positive at 3 has it at 2: that distance counts, for the anchor 1 as well. */
    @ParameterizedTest
    @MethodSource("engines")
    void swapTakesTheNegativesDistanceFromThePositiveWhereItIsSmaller(Engine engine) {
        LossExample example = LossExample.of(DoubleArray.of(Shape.of(3, 1), 0, 3, 5), new int[] {0, 0, 1}, 2, Map.of());
        for (String mining : List.of("all", "hard", "semi-hard-nearest")) {
            LossRun run = LossRun.of(
                    engine,
                    new TripletLossProvider()
                            .create(Parameters.of(
                                    Map.of("mining", mining, "swap", true, "margin", 0.5, "reduction", "sum"))),
                    example);
            assertThat(run.value()).isCloseTo(2 * (3 + 0.5 - 2), within(1e-14));
            // Twice D_01 - D_12: both push 0 down, and the negative away from 3.
            assertThat(run.gradient().toArray()).containsExactly(new double[] {-2, 4, -2}, within(1e-14));
        }
    }

    /** So many rows do not fit into one block; too many for arrays of all triplets, so plain loops are the reference. */
    @ParameterizedTest
    @MethodSource("engines")
    void severalBlocksGiveWhatPlainLoopsGive(Engine engine) {
        int n = 1500;
        RandomStream random = RandomStream.of(10, "blocks");
        double[] x = new double[n * 2];
        Arrays.setAll(x, i -> random.nextGaussian());
        int[] labels = IntStream.range(0, n).map(i -> random.nextInt(30)).toArray();
        LossRun run = LossRun.of(
                engine,
                new TripletLossProvider().create(Parameters.of(Map.of("reduction", "sum"))),
                LossExample.of(DoubleArray.of(Shape.of(n, 2), x), labels, 30, Map.of()));
        PlainSum plain = new PlainSum(x, labels, 0.2);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(plain.active);
        Tolerance.PLAIN.assertClose("value", run.value(), plain.value);
        Tolerance.PLAIN.assertClose("gradient", run.gradient(), DoubleArray.of(Shape.of(n, 2), plain.gradient));
    }

    /** The sum over all triplets of rows in the plane, by loops. */
    private static final class PlainSum {
        private final double[] x;
        private final double[] gradient;
        private double value;
        private long active;

        PlainSum(double[] x, int[] labels, double margin) {
            this.x = x;
            this.gradient = new double[x.length];
            int n = labels.length;
            for (int a = 0; a < n; a++) {
                for (int p = 0; p < n; p++) {
                    if (p != a && labels[p] == labels[a]) {
                        double positive = distance(a, p);
                        int count = 0;
                        for (int other = 0; other < n; other++) {
                            double cost = labels[other] == labels[a] ? 0 : positive + margin - distance(a, other);
                            if (cost > 0) {
                                value += cost;
                                count++;
                                pull(a, other, -1);
                            }
                        }
                        pull(a, p, count);
                        active += count;
                    }
                }
            }
        }

        private double distance(int i, int j) {
            return Math.hypot(x[2 * i] - x[2 * j], x[2 * i + 1] - x[2 * j + 1]);
        }

        /** Adds times the derivative of the distance. */
        private void pull(int i, int j, double times) {
            double distance = distance(i, j);
            for (int k = 0; k < 2; k++) {
                double slope = times * (x[2 * i + k] - x[2 * j + k]) / distance;
                gradient[2 * i + k] += slope;
                gradient[2 * j + k] -= slope;
            }
        }
    }

    static List<Engine> engines() {
        return TestEngines.all();
    }

    /** Anchor 0 has positives 1 and 3, negatives 2 and 4; the draws 0.5 and 0.49 choose 3 and 2. */
    @ParameterizedTest
    @MethodSource("engines")
    void randomMiningTakesThePlacesThatAreDrawn(Engine engine) {
        double[] draws = {0.5, 0.49, 0, 0.999, 0.3, 0.6, 0, 0, 0.7, 0.4};
        LossExample example = new LossExample(
                DoubleArray.of(Shape.of(5, 1), 0, 1, 10, 3, 20),
                new int[] {0, 0, 1, 0, 1},
                2,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(5, 2), draws)),
                DataType.FLOAT64);
        for (Algorithm algorithm : Algorithm.values()) {
            LossRun run = LossRun.of(
                    engine,
                    new TripletLossProvider()
                            .create(Parameters.of(Map.of(
                                    "mining",
                                    "random",
                                    "margin",
                                    100,
                                    "reduction",
                                    "sum",
                                    "algorithm",
                                    written(algorithm)))),
                    example);
            // Positive and negative distances of anchors 0 to 4: 3 - 10, 1 - 19, 10 - 9, 3 - 7, 10 - 19.
            assertThat(run.value()).isCloseTo(5 * 100 - 7 - 18 + 1 - 4 - 9, within(1e-12));
        }
    }

    /** Of ten positives 0.7 draws the place 7 in float32, where 0.7 * 10 is rounded to 7, though 0.7 is a little less. */
    @ParameterizedTest
    @MethodSource("engines")
    void bothRoundWhatIsDrawnInTheEmbeddingsType(Engine engine) {
        assertThat((int) (0.7f * 10)).isEqualTo(7);
        assertThat((int) ((double) 0.7f * 10)).isEqualTo(6);
        double[] draws = new double[2 * 12];
        draws[0] = 0.7f;
        LossExample example = new LossExample(
                DoubleArray.of(
                        Shape.of(12, 1),
                        IntStream.range(0, 12).mapToDouble(i -> i).toArray()),
                IntStream.range(0, 12).map(i -> i == 11 ? 1 : 0).toArray(),
                2,
                Map.of(),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(12, 2), draws)),
                DataType.FLOAT32);
        for (Algorithm algorithm : Algorithm.values()) {
            MetricLoss loss = loss(Mining.RANDOM, PairDistance.EUCLIDEAN, TripletForm.HINGE, 0, algorithm);
            // Anchor 0 takes the positive of place 7, sample 8; anchors 1 to 10 that of place 0, sample 0.
            assertThat(LossRun.of(engine, loss, example)
                            .diagnostic(Diagnostic.MEAN_POSITIVE_DISTANCE)
                            .orElseThrow()
                            .sum())
                    .isEqualTo(8 + IntStream.range(1, 11).sum());
        }
    }
}
