package org.metricloss.loss.contrastive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.PlainBatch;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.contract.Tolerance;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.random.RandomStream;

/** Margin loss with negatives that are drawn by their distances. */
class MarginSamplesTest {
    private static final int SAMPLES = 40;
    private static final int DIMENSION = 6;

    static List<Engine> engines() {
        return TestEngines.all();
    }

    /** Classes of ten, in order, so that the batch is sorted by class. */
    private static LossExample example(int seed, DataType type) {
        RandomStream random = RandomStream.of(seed, "margin samples");
        double[] values = new double[SAMPLES * DIMENSION];
        Arrays.setAll(values, i -> (float) random.nextGaussian());
        double[] draws = new double[SAMPLES];
        Arrays.setAll(draws, i -> random.nextFloat());
        return new LossExample(
                DoubleArray.of(Shape.of(SAMPLES, DIMENSION), values),
                IntStream.range(0, SAMPLES).map(i -> i / 10).toArray(),
                4,
                Map.of("beta", DoubleArray.of(Shape.of(4), 1.2, 1.0, 1.3, 1.1)),
                Optional.empty(),
                Optional.of(DoubleArray.of(Shape.of(SAMPLES, 1), draws)),
                type);
    }

    /** One negative for each positive, with the probabilities of the paper, by the inverse of the distribution. */
    private static double plain(MarginLoss loss, LossExample example) {
        PlainPairs pairs = PlainPairs.of(PlainBatch.of(example), true);
        double[] beta = example.state().get("beta").toArray();
        double[] draws = example.draws().orElseThrow().toArray();
        double sum = 0;
        int terms = 0;
        for (int a = 0; a < pairs.samples(); a++) {
            double boundary = beta[example.labels()[a]];
            double[] weights = weights(pairs, a);
            RandomStream random = RandomStream.of(Float.floatToIntBits((float) draws[a]), "negatives");
            for (int p : pairs.positives(a)) {
                int n = pairs.negatives(a)[drawn(weights, random.nextDouble())];
                double positive = Math.max(0, pairs.distance(a, p) - boundary + loss.margin());
                double negative = Math.max(0, boundary - pairs.distance(a, n) + loss.margin());
                sum += positive + negative + loss.nu() * boundary;
                terms += (positive > 0 ? 1 : 0) + (negative > 0 ? 1 : 0);
            }
        }
        return sum / terms;
    }

    /** All alike where all are far. */
    private static double[] weights(PlainPairs pairs, int a) {
        double[] weights = Arrays.stream(pairs.negatives(a))
                .mapToDouble(n -> {
                    double distance = Math.max(0.5, pairs.distance(a, n));
                    double density = Math.pow(distance, DIMENSION - 2)
                            * Math.pow(1 - distance * distance / 4, (DIMENSION - 3) / 2.0);
                    return distance > 1.4 ? 0 : 1 / density;
                })
                .toArray();
        if (Arrays.stream(weights).sum() == 0) {
            Arrays.fill(weights, 1);
        }
        return weights;
    }

    private static int drawn(double[] weights, double draw) {
        double left = draw * Arrays.stream(weights).sum();
        int place = 0;
        while (left >= weights[place]) {
            left -= weights[place++];
        }
        return place;
    }

    @ParameterizedTest
    @MethodSource("engines")
    void naiveLoopsWithTheSameDrawsAgree(Engine engine) {
        MarginLoss loss = new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.PER_CLASS, 1.2, 0.05, 1);
        for (int seed = 0; seed < 5; seed++) {
            LossExample example = example(seed, DataType.FLOAT64);
            double plain = plain(loss, example);
            assertThat(plain).isPositive();
            LossRun run = LossRun.of(engine, loss, example);
            Tolerance.PLAIN.assertClose("value", run.value(), plain);
            assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(2 * SAMPLES * 9);
            LossRun single = LossRun.of(engine, loss, example(seed, DataType.FLOAT32));
            Tolerance.PLAIN_FLOAT32.assertClose("value in float32", single.value(), plain);
        }
    }

    /** All negatives are beyond the farthest distance that is drawn by weight, each by another length. */
    @ParameterizedTest
    @MethodSource("engines")
    void negativesThatAreAllFarAreDrawnAlike(Engine engine) {
        double[] degrees = {0, 5, 100, 140, 180};
        double[] values = new double[2 * degrees.length];
        for (int i = 0; i < degrees.length; i++) {
            values[2 * i] = Math.cos(Math.toRadians(degrees[i]));
            values[2 * i + 1] = Math.sin(Math.toRadians(degrees[i]));
        }
        MarginLoss loss = new MarginLoss(MarginPairs.SAMPLED, 2, MarginBeta.PER_CLASS, 1.2, 0, 1);
        for (int seed = 0; seed < 5; seed++) {
            RandomStream random = RandomStream.of(seed, "far samples");
            double[] draws = new double[degrees.length];
            Arrays.setAll(draws, i -> random.nextFloat());
            LossExample example = new LossExample(
                    DoubleArray.of(Shape.of(degrees.length, 2), values),
                    new int[] {0, 0, 1, 1, 1},
                    2,
                    Map.of("beta", DoubleArray.of(Shape.of(2), 1.2, 1.2)),
                    Optional.empty(),
                    Optional.of(DoubleArray.of(Shape.of(degrees.length, 1), draws)),
                    DataType.FLOAT64);
            LossRun run = LossRun.of(engine, loss, example);
            Tolerance.PLAIN.assertClose("value", run.value(), plain(loss, example));
            // Two ordered positive pairs of the first class and six of the second, with a negative each.
            assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(16);
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aSampleThatIsNoNumberGivesAValueThatIsNone(Engine engine) {
        LossExample example = example(1, DataType.FLOAT32);
        double[] values = example.embeddings().toArray();
        values[SAMPLES * DIMENSION - 1] = Double.NaN;
        MarginLoss loss = new MarginLoss(MarginPairs.SAMPLED, 0.2, MarginBeta.PER_CLASS, 1.2, 0, 1);
        LossExample spoilt = new LossExample(
                DoubleArray.of(example.embeddings().shape(), values),
                example.labels(),
                4,
                example.state(),
                example.tuples(),
                example.draws(),
                example.type());
        assertThat(LossRun.of(engine, loss, spoilt).value()).isNaN();
    }
}
