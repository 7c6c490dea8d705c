package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.DataType;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.Evaluated;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.LossInput;
import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.loss.LossSetting;
import org.metricloss.core.loss.LossState;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Initializer;
import org.metricloss.core.random.RandomStream;
import org.metricloss.core.tensor.Tensor;

/**
 * What {@link Engine#evaluate} must do, on two small losses written once against {@link Tensor}: one with moved state, one
 * that mines. Values and gradients are compared with plain loops and their central finite differences.
 */
public abstract class EvaluationContract {
    private static final int CLASSES = 4;
    private static final int DIMENSION = 3;
    private static final int[] LABELS = {0, 1, 0, 3, 1, 1, 3, 0};
    private static final double MARGIN = 0.5;

    /** {@return the engine under test} */
    protected abstract Engine engine();

    /** Half the mean squared distance to the own class's center; centers step half way to their class's mean. */
    private record Pull() implements MetricLoss {
        @Override
        public List<LossState> state(LossSetting setting) {
            Shape shape = Shape.of(setting.classes(), setting.dimension());
            return List.of(new LossState.Moved("centers", shape, Initializer.zero()));
        }

        @Override
        public LossOutput compute(LossInput input) {
            Tensor centers = input.state("centers");
            int classes = centers.shape().size(0);
            Tensor difference = input.embeddings().sub(centers.gatherRows(input.labels()));
            Tensor ones = difference.full(1, input.samples(), 1);
            Tensor counts = ones.segmentSum(input.labels(), classes);
            Tensor step = difference.segmentSum(input.labels(), classes).div(counts.add(1));
            return LossOutput.of(difference.square().sum().mul(0.5 / input.samples()))
                    .next("centers", centers.add(step.mul(0.5)))
                    .total("samples", ones.sum());
        }
    }

    /** max(0, D_ap - D_an + margin), p the farthest positive and n the nearest negative, mean over the active anchors. */
    private record Hardest() implements MetricLoss {
        @Override
        public LossOutput compute(LossInput input) {
            Tensor distance = input.embeddings().squaredDistances().sqrt();
            Tensor positive = input.sameLabel().and(input.twoSamples());
            Tensor negative = input.sameLabel().not();
            Tensor far = positive.choose(distance, distance.full(Double.NEGATIVE_INFINITY));
            Tensor near = negative.choose(distance, distance.full(Double.POSITIVE_INFINITY));
            Tensor positiveDistance = distance.pick(far.argMax());
            Tensor negativeDistance = distance.pick(near.argMin());
            Tensor anchors =
                    hasAny(positive, input).and(hasAny(negative, input)).reshape(input.samples());
            Tensor hinge = positiveDistance.sub(negativeDistance).add(MARGIN).relu();
            Tensor loss = anchors.choose(hinge, hinge.full(0));
            Tensor active = loss.greaterThan(0).count();
            return LossOutput.of(loss.sum().divOrZero(active.cast(loss.dataType())))
                    .total("anchors", anchors.count())
                    .mean(
                            "distance",
                            anchors.choose(positiveDistance, loss.full(0)).sum(),
                            anchors.count());
        }

        private static Tensor hasAny(Tensor mask, LossInput input) {
            return mask.cast(input.embeddings().dataType()).sum(1).greaterThan(0);
        }
    }

    private static final Objective PULL = Objective.of("pull", new Pull());
    private static final Objective HARDEST = Objective.of("hardest", new Hardest());
    private static final Objective BOTH = new Objective(
            "both",
            List.of(new Objective.Term("hardest", 1, new Hardest()), new Objective.Term("pull", 0.25, new Pull())));

    private static double pull(double[] x, double[] centers) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double difference = x[i] - centers[LABELS[i / DIMENSION] * DIMENSION + i % DIMENSION];
            sum += difference * difference;
        }
        return sum / 2 / LABELS.length;
    }

    private static double hardest(double[] x) {
        double sum = 0;
        int active = 0;
        for (int a = 0; a < LABELS.length; a++) {
            double farthest = 0;
            double nearest = Double.POSITIVE_INFINITY;
            for (int other = 0; other < LABELS.length; other++) {
                if (LABELS[other] == LABELS[a]) {
                    farthest = Math.max(farthest, distance(x, a, other));
                } else {
                    nearest = Math.min(nearest, distance(x, a, other));
                }
            }
            double hinge = Math.max(0, farthest - nearest + MARGIN);
            sum += hinge;
            active += hinge > 0 ? 1 : 0;
        }
        return sum / active;
    }

    private static double distance(double[] x, int i, int j) {
        double sum = 0;
        for (int k = 0; k < DIMENSION; k++) {
            double difference = x[i * DIMENSION + k] - x[j * DIMENSION + k];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    @Test
    void valueAndGradientOfACenterLossAreThoseOfPlainLoops() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        double[] centers = gaussian("centers", CLASSES * DIMENSION);
        Evaluated evaluated = engine().evaluate(PULL, example(x, LABELS, centers("pull", centers), DataType.FLOAT64));
        assertThat(evaluated.result().loss()).isCloseTo(pull(x, centers), within(1e-12));
        assertThat(evaluated.gradient().shape()).isEqualTo(Shape.of(LABELS.length, DIMENSION));
        assertThat(evaluated.gradient().toArray())
                .containsExactly(FiniteDifferences.of(at -> pull(at, centers), x), within(1e-8));
    }

    @Test
    void movedStateGoesWhereThePlainLoopsSay() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        double[] centers = gaussian("centers", CLASSES * DIMENSION);
        double[] expected = centers.clone();
        for (int j = 0; j < CLASSES; j++) {
            for (int k = 0; k < DIMENSION; k++) {
                double sum = 0;
                int count = 0;
                for (int i = 0; i < LABELS.length; i++) {
                    if (LABELS[i] == j) {
                        sum += x[i * DIMENSION + k] - centers[j * DIMENSION + k];
                        count++;
                    }
                }
                expected[j * DIMENSION + k] += 0.5 * sum / (1 + count);
            }
        }
        Evaluated evaluated = engine().evaluate(PULL, example(x, LABELS, centers("pull", centers), DataType.FLOAT64));
        assertThat(evaluated.nextState()).containsOnlyKeys("pull.centers");
        assertThat(evaluated.stateGradients()).isEmpty();
        assertThat(evaluated.nextState().get("pull.centers").toArray()).containsExactly(expected, within(1e-12));
        // Class 2 does not occur: its center stays to the bit.
        assertThat(Arrays.copyOfRange(expected, 6, 9)).isEqualTo(Arrays.copyOfRange(centers, 6, 9));
    }

    @Test
    void valueAndGradientOfAMinedTripletLossAreThoseOfPlainLoops() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        Evaluated evaluated = engine().evaluate(HARDEST, example(x, LABELS, Map.of(), DataType.FLOAT64));
        assertThat(hardest(x)).isGreaterThan(0.1);
        assertThat(evaluated.result().loss()).isCloseTo(hardest(x), within(1e-12));
        assertThat(evaluated.gradient().toArray())
                .containsExactly(FiniteDifferences.of(EvaluationContract::hardest, x), within(1e-8));
    }

    @Test
    void float32AgreesWithFloat64ToItsRounding() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        Map<String, DoubleArray> state = centers("pull", gaussian("centers", CLASSES * DIMENSION));
        Evaluated doubles = engine().evaluate(BOTH, example(x, LABELS, state, DataType.FLOAT64));
        Evaluated floats = engine().evaluate(BOTH, example(x, LABELS, state, DataType.FLOAT32));
        assertThat(floats.result().loss()).isNotEqualTo(doubles.result().loss());
        // A few roundings of numbers of size 1 to 5 at 6e-8 each.
        assertThat(floats.result().loss()).isCloseTo(doubles.result().loss(), within(2e-6));
        assertThat(floats.gradient().toArray())
                .containsExactly(doubles.gradient().toArray(), within(2e-6));
        assertThat(floats.nextState().get("pull.centers").toArray())
                .containsExactly(doubles.nextState().get("pull.centers").toArray(), within(2e-6));
    }

    @Test
    void objectiveIsTheWeightedSumOfItsTerms() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        double[] centers = gaussian("centers", CLASSES * DIMENSION);
        Evaluated both = engine().evaluate(BOTH, example(x, LABELS, centers("pull", centers), DataType.FLOAT64));
        assertThat(both.result().terms()).extracting("name").containsExactly("hardest", "pull");
        assertThat(both.result().terms().get(0).value()).isCloseTo(hardest(x), within(1e-12));
        assertThat(both.result().terms().get(1).value()).isCloseTo(pull(x, centers), within(1e-12));
        assertThat(both.result().loss()).isCloseTo(hardest(x) + 0.25 * pull(x, centers), within(1e-12));
        assertThat(both.gradient().toArray())
                .containsExactly(FiniteDifferences.of(at -> hardest(at) + 0.25 * pull(at, centers), x), within(1e-8));
    }

    @Test
    void diagnosticsAreReadExactly() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        Evaluated both = engine().evaluate(
                        BOTH, example(x, LABELS, centers("pull", new double[CLASSES * DIMENSION]), DataType.FLOAT32));
        var hardest = both.result().terms().get(0).diagnostics();
        assertThat(hardest).extracting("name").containsExactly("anchors", "distance");
        assertThat(hardest.get(0).value()).hasValue(8);
        assertThat(hardest.get(1).count()).isEqualTo(8);
        assertThat(hardest.get(1).sum()).isGreaterThan(1);
        assertThat(both.result().terms().get(1).diagnostics().get(0).value()).hasValue(8);
    }

    @Test
    void batchWithoutAnythingToCompareGivesZeroWithAZeroGradient() {
        for (int[] labels : new int[][] {{2, 2, 2}, {0, 1, 2}, {1}}) {
            double[] x = gaussian("x", labels.length * DIMENSION);
            Evaluated evaluated = engine().evaluate(HARDEST, example(x, labels, Map.of(), DataType.FLOAT32));
            assertThat(evaluated.result().loss()).isZero();
            assertThat(evaluated.gradient().toArray())
                    .containsOnly(new double[x.length])
                    .hasSize(x.length);
            assertThat(evaluated.result().terms().get(0).diagnostics().get(1).value())
                    .isEmpty();
        }
    }

    @Test
    void equalRowsGiveFiniteGradients() {
        double[] x = new double[LABELS.length * DIMENSION];
        Evaluated evaluated = engine().evaluate(HARDEST, example(x, LABELS, Map.of(), DataType.FLOAT32));
        assertThat(evaluated.result().loss()).isEqualTo(MARGIN);
        assertThat(evaluated.gradient().toArray()).containsOnly(0);
    }

    @Test
    void sameExampleGivesTheSameBits() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        LossExample example =
                example(x, LABELS, centers("pull", gaussian("centers", CLASSES * DIMENSION)), DataType.FLOAT32);
        Evaluated first = engine().evaluate(BOTH, example);
        Evaluated second = engine().evaluate(BOTH, example);
        assertThat(second.result()).isEqualTo(first.result());
        assertThat(second.gradient().toArray()).isEqualTo(first.gradient().toArray());
    }

    @Test
    void stateOfAnotherShapeIsRefusedByName() {
        double[] x = gaussian("x", LABELS.length * DIMENSION);
        Map<String, DoubleArray> state = Map.of("pull.centers", DoubleArray.of(Shape.of(2, 1), 0, 0));
        assertThatThrownBy(() -> engine().evaluate(PULL, example(x, LABELS, state, DataType.FLOAT64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state 'pull.centers' must have shape [4, 3], got [2, 1]");
        assertThatThrownBy(() -> engine().evaluate(PULL, example(x, LABELS, Map.of(), DataType.FLOAT64)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("state 'pull.centers' must have shape [4, 3], got none");
    }

    /** Sums its draws, two for each sample. */
    private record SumOfDraws() implements MetricLoss {
        @Override
        public int drawsPerSample(int samples) {
            return 2;
        }

        @Override
        public LossOutput compute(LossInput input) {
            return LossOutput.of(input.draws().orElseThrow().sum());
        }
    }

    @Test
    void drawsOfAnotherShapeAreRefusedByTheLossesName() {
        Objective objective = Objective.of("drawn", new SumOfDraws());
        Shape two = Shape.of(LABELS.length, 2);
        assertThat(engine().evaluate(objective, drawing(Optional.of(two)))
                        .result()
                        .loss())
                .isEqualTo(two.elements());
        assertThatThrownBy(() -> engine().evaluate(objective, drawing(Optional.of(Shape.of(LABELS.length, 3)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss 'drawn' needs draws of shape [8, 2], got [8, 3]");
        assertThatThrownBy(() -> engine().evaluate(objective, drawing(Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("loss 'drawn' needs draws of shape [8, 2], got none");
    }

    private static LossExample drawing(Optional<Shape> shape) {
        Optional<DoubleArray> draws = shape.map(given -> {
            double[] ones = new double[given.elements()];
            Arrays.fill(ones, 1);
            return DoubleArray.of(given, ones);
        });
        DoubleArray embeddings =
                DoubleArray.of(Shape.of(LABELS.length, DIMENSION), new double[LABELS.length * DIMENSION]);
        return new LossExample(embeddings, LABELS, CLASSES, Map.of(), Optional.empty(), draws, DataType.FLOAT64);
    }

    private static double[] gaussian(String purpose, int n) {
        RandomStream random = RandomStream.of(11, purpose);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    private static Map<String, DoubleArray> centers(String term, double[] centers) {
        return Map.of(term + ".centers", DoubleArray.of(Shape.of(CLASSES, DIMENSION), centers));
    }

    private static LossExample example(double[] x, int[] labels, Map<String, DoubleArray> state, DataType type) {
        DoubleArray embeddings = DoubleArray.of(Shape.of(labels.length, DIMENSION), x);
        return new LossExample(embeddings, labels, CLASSES, state, Optional.empty(), Optional.empty(), type);
    }
}
