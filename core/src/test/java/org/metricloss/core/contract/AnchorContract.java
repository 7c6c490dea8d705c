package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.anchor.Anchor;
import org.metricloss.core.anchor.AnchorFormula;
import org.metricloss.core.anchor.AnchorSums;
import org.metricloss.core.anchor.Places;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.host.Row;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.ReferenceSet;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.random.RandomStream;

/** What sums over anchors give on every engine, against naive loops: within a batch and against references. */
public abstract class AnchorContract {
    private static final int DIMENSION = 3;

    /** {@return the engine under test} */
    protected abstract Engine engine();

    /** An anchor costs {@code g sum_p D^2 + sum_n 1 / (1 + D^2)} with the number g that is given with it. */
    private static final class Formula implements AnchorFormula {
        @Override
        public Worker worker(DataType type, int references, int dimension) {
            return anchor -> {
                Row squared = anchor.squaredDistances();
                double pulled = anchor.positives().sum(squared);
                double pushed = 0;
                for (int j : places(anchor.negatives())) {
                    double inverse = 1 / (1 + squared.get(j));
                    pushed += inverse;
                    anchor.weights().set(j, -inverse * inverse);
                }
                for (int j : places(anchor.positives())) {
                    anchor.weights().set(j, anchor.given(0));
                }
                anchor.cost(anchor.given(0) * pulled + pushed);
                anchor.givenSlope(0, pulled);
                anchor.tally(CONSIDERED, anchor.positives().count());
                anchor.tally(ACTIVE, anchor.negatives().count());
            };
        }
    }

    /** An anchor costs the sum, over its positives, of their squared distances to their negatives; constant. */
    private static final class SecondLook implements AnchorFormula {
        @Override
        public boolean looksAhead() {
            return true;
        }

        @Override
        public Worker worker(DataType type, int references, int dimension) {
            return new Worker() {
                @Override
                public void lookAhead(Anchor anchor) {
                    anchor.keep(anchor.negatives().sum(anchor.squaredDistances()));
                }

                @Override
                public void handle(Anchor anchor) {
                    anchor.cost(Arrays.stream(places(anchor.positives()))
                            .mapToDouble(anchor::kept)
                            .sum());
                }
            };
        }
    }

    private static int[] places(Places places) {
        int[] all = new int[places.count()];
        int count = 0;
        for (int j = places.from(); j < places.to(); j++) {
            all[count++] = j;
        }
        for (int j = places.secondFrom(); j < places.secondTo(); j++) {
            all[count++] = j;
        }
        return all;
    }

    /** Takes the given numbers and the references, if there are any, from its state. */
    private record Loss(AnchorFormula formula, int samples, int references) implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            return List.of(
                    new LossState.Learned("given", Shape.of(samples, 1), Initializer.zero()),
                    new LossState.Moved("references", Shape.of(references, setting.dimension()), Initializer.zero()),
                    new LossState.Moved("labels", Shape.of(references), Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            ReferenceSet set = new ReferenceSet(
                    input.state("references"), input.state("labels").cast(DataType.INT64));
            AnchorSums sums = AnchorSums.of(
                    formula,
                    false,
                    input.embeddings(),
                    input.labels(),
                    references > 1 ? Optional.of(set) : Optional.empty(),
                    Optional.of(input.state("given")));
            return LossOutput.of(sums.cost())
                    .total(Diagnostic.TUPLES_CONSIDERED, sums.considered())
                    .total(Diagnostic.TUPLES_ACTIVE, sums.active())
                    .next("references", input.state("references"))
                    .next("labels", input.state("labels"));
        }
    }

    /** A batch and what it is compared with: itself if there are no references. */
    private record Batch(double[][] x, int[] labels, double[] given, double[][] y, int[] otherLabels) {
        static Batch drawn(int m, int r, int classes) {
            RandomStream random = RandomStream.of(m + r, "anchors");
            double[][] x = rows(random, m);
            int[] labels = labels(random, m, classes);
            double[] given = new double[m];
            Arrays.setAll(given, i -> random.nextGaussian());
            // Equal rows, of one class and of two, are at distance 0.
            x[m - 1] = x[0].clone();
            x[m - 2] = x[1].clone();
            labels[m - 1] = labels[0];
            if (r == 0) {
                return new Batch(x, labels, given, x, labels);
            }
            double[][] y = rows(random, r);
            y[r - 1] = x[0].clone();
            int[] others = labels(random, r, classes + 2);
            others[0] = -1;
            return new Batch(x, labels, given, y, others);
        }

        private static double[][] rows(RandomStream random, int count) {
            double[][] rows = new double[count][DIMENSION];
            for (double[] row : rows) {
                Arrays.setAll(row, k -> 3 + random.nextGaussian());
            }
            return rows;
        }

        private static int[] labels(RandomStream random, int count, int classes) {
            int[] labels = new int[count];
            Arrays.setAll(labels, i -> random.nextInt(classes));
            return labels;
        }

        boolean isPair(int i, int j) {
            return otherLabels[j] >= 0 && !(x == y && i == j);
        }

        double squared(int i, int j) {
            double sum = 0;
            for (int k = 0; k < DIMENSION; k++) {
                sum += (x[i][k] - y[j][k]) * (x[i][k] - y[j][k]);
            }
            return sum;
        }

        LossRun run(Engine engine, AnchorFormula formula, DataType type) {
            boolean alone = x == y;
            Loss loss = new Loss(formula, x.length, alone ? 1 : y.length);
            Map<String, DoubleArray> state = new HashMap<>();
            state.put("given", DoubleArray.of(Shape.of(x.length, 1), given));
            state.put("references", alone ? matrix(new double[][] {x[0]}) : matrix(y));
            double[] labelNumbers = alone
                    ? new double[1]
                    : Arrays.stream(otherLabels).asDoubleStream().toArray();
            state.put("labels", DoubleArray.of(Shape.of(labelNumbers.length), labelNumbers));
            int classes = Arrays.stream(labels).max().orElseThrow() + 1;
            return LossRun.of(engine, loss, LossExamples.in(type, LossExample.of(matrix(x), labels, classes, state)));
        }

        private static DoubleArray matrix(double[][] rows) {
            return DoubleArray.of(
                    Shape.of(rows.length, DIMENSION),
                    Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray());
        }
    }

    /** The last two batches take several blocks of rows. */
    @ParameterizedTest
    @CsvSource({
        "FLOAT64, 9, 0, 3",
        "FLOAT64, 9, 11, 3",
        "FLOAT32, 9, 0, 3",
        "FLOAT32, 9, 11, 3",
        "FLOAT64, 4, 7, 1",
        "FLOAT32, 1500, 0, 20",
        "FLOAT32, 700, 4000, 20"
    })
    void costGradientAndTalliesAreThoseOfNaiveLoops(DataType type, int samples, int references, int classes) {
        Batch batch = Batch.drawn(samples, references, classes);
        double[] gradient = new double[samples * DIMENSION];
        double[] givenGradient = new double[samples];
        double cost = 0;
        long positives = 0;
        long negatives = 0;
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < batch.y().length; j++) {
                if (!batch.isPair(i, j)) {
                    continue;
                }
                double squared = batch.squared(i, j);
                double slope;
                if (batch.labels()[i] == batch.otherLabels()[j]) {
                    positives++;
                    cost += batch.given()[i] * squared;
                    slope = batch.given()[i];
                    givenGradient[i] += squared;
                } else {
                    negatives++;
                    cost += 1 / (1 + squared);
                    slope = -1 / (1 + squared) / (1 + squared);
                }
                for (int k = 0; k < DIMENSION; k++) {
                    double moved = 2 * slope * (batch.x()[i][k] - batch.y()[j][k]);
                    gradient[i * DIMENSION + k] += moved;
                    if (references == 0) {
                        gradient[j * DIMENSION + k] -= moved;
                    }
                }
            }
        }
        LossRun run = batch.run(engine(), new Formula(), type);
        Tolerance tolerance = type == DataType.FLOAT64 ? Tolerance.PLAIN : new Tolerance(1e-5, 1e-5);
        assertThat(positives).isPositive();
        tolerance.assertClose("cost", run.value(), cost);
        tolerance.assertClose("gradient", run.gradient(), DoubleArray.of(Shape.of(samples, DIMENSION), gradient));
        tolerance.assertClose(
                "derivative by the given numbers",
                run.stateGradients().get("given"),
                DoubleArray.of(Shape.of(samples, 1), givenGradient));
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isEqualTo(positives);
        assertThat(run.total(Diagnostic.TUPLES_ACTIVE)).isEqualTo(negatives);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 1500})
    void whatTheLookAheadKeepsIsKnownForAllAnchors(int samples) {
        Batch batch = Batch.drawn(samples, 0, 3);
        double[] kept = new double[samples];
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < samples; j++) {
                kept[i] += batch.labels()[i] == batch.labels()[j] ? 0 : batch.squared(i, j);
            }
        }
        double cost = 0;
        for (int i = 0; i < samples; i++) {
            for (int j = 0; j < samples; j++) {
                cost += i != j && batch.labels()[i] == batch.labels()[j] ? kept[j] : 0;
            }
        }
        LossRun run = batch.run(engine(), new SecondLook(), DataType.FLOAT64);
        assertThat(cost).isPositive();
        Tolerance.PLAIN.assertClose("cost", run.value(), cost);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void withoutAnyReferenceTheSumIsZero(int references) {
        double[][] one = {{1, 2, 3}};
        double[][] none = {{1, 2, 3}, {4, 5, 6}};
        Batch batch = references == 0
                ? new Batch(one, new int[] {0}, new double[] {1}, one, new int[] {0})
                : new Batch(one, new int[] {0}, new double[] {1}, none, new int[] {-1, -1});
        LossRun run = batch.run(engine(), new Formula(), DataType.FLOAT64);
        assertThat(run.value()).isZero();
        assertThat(run.gradient().toArray()).containsOnly(0);
        assertThat(run.total(Diagnostic.TUPLES_CONSIDERED)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3000})
    void sameInputsGiveTheSameBits(int references) {
        Batch batch = Batch.drawn(1500, references, 20);
        LossRun first = batch.run(engine(), new Formula(), DataType.FLOAT32);
        LossRun second = batch.run(engine(), new Formula(), DataType.FLOAT32);
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.gradient().toArray()).isEqualTo(first.gradient().toArray());
    }
}
