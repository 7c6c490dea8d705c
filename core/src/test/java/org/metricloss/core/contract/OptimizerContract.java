package org.metricloss.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;
import org.metricloss.core.optimizer.OptimizerSpec.AdamW;
import org.metricloss.core.optimizer.OptimizerSpec.RmsProp;
import org.metricloss.core.optimizer.OptimizerSpec.Sgd;
import org.metricloss.core.optimizer.Schedule;

/**
 * How every engine must move weights: a network of one weight and one bias, and a loss whose gradients are known whatever
 * the weights are, against the arithmetic of each {@link OptimizerSpec} in float64.
 */
public abstract class OptimizerContract extends OptimizerSessions {
    @ParameterizedTest
    @CsvSource({
        "0.1, 0, 0, 1",
        "0.1, 0.9, 0, 1",
        "0.1, 0, 0.25, 1",
        "0.05, 0.9, 0.01, 1",
        "0.05, 0.9, 0.01, 10",
        "0, 0.9, 0.01, 1",
    })
    void weightsFollowTheArithmeticOfSgd(double learningRate, double momentum, double decay, double stateFactor) {
        followsTheArithmetic(new Sgd(learningRate, momentum, decay), stateFactor, new double[] {1, 1, 1, 1, 1});
    }

    @ParameterizedTest
    @CsvSource({
        "0.1, 0.9, 0.999, 1e-8, 0, 1",
        "0.1, 0.9, 0.999, 1e-8, 0.25, 1",
        "0.05, 0.8, 0.95, 1e-8, 0.01, 10",
        "0.1, 0.8, 0.95, 0.5, 0.25, 2",
        "0.1, 0, 0, 0.5, 0.1, 1",
        "0, 0.9, 0.999, 1e-8, 0.1, 1",
    })
    void weightsFollowTheArithmeticOfAdam(
            double learningRate, double beta1, double beta2, double epsilon, double decay, double stateFactor) {
        Adam adam = new Adam(learningRate, beta1, beta2, epsilon, decay);
        followsTheArithmetic(adam, stateFactor, new double[] {1, 1, 1, 1, 1, 1});
    }

    /** Two steps in each of four epochs. */
    @ParameterizedTest
    @CsvSource({"constant, 0", "constant, 0.9", "step, 0", "step, 0.9", "cosine, 0", "cosine, 0.9"})
    void sgdFollowsItsArithmeticUnderEachSchedule(String name, double momentum) {
        Schedule schedule = switch (name) {
            case "step" -> new Schedule.Step(1, 0.1);
            case "cosine" -> new Schedule.Cosine(0.05);
            default -> Schedule.CONSTANT;
        };
        double[] factors = new double[8];
        double[] writtenOut = new double[8];
        for (int t = 0; t < factors.length; t++) {
            factors[t] = schedule.factor(t / 2, t % 2, 2, factors.length);
            writtenOut[t] = switch (name) {
                case "step" -> new double[] {1, 0.1, 0.01, 0.001}[t / 2];
                case "cosine" -> 0.05 + 0.95 * (1 + Math.cos(Math.PI * t / 8)) / 2;
                default -> 1;
            };
        }
        assertThat(factors).containsExactly(writtenOut, within(1e-15));
        followsTheArithmetic(new Sgd(0.05, momentum, 0.01), 3, factors);
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.9, 0", "0.05, 0.5, 0.25"})
    void weightsFollowTheArithmeticOfNesterov(double learningRate, double momentum, double decay) {
        Sgd nesterov = new Sgd(learningRate, momentum, decay, true, OptionalDouble.of(3));
        followsTheArithmetic(nesterov, 2, new double[] {1, 1, 0.5, 0, 0.25, 1});
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.9, 0.999, 1e-8, 0.25", "0.05, 0.8, 0.95, 0.5, 0"})
    void weightsFollowTheArithmeticOfAdamW(
            double learningRate, double beta1, double beta2, double epsilon, double decay) {
        AdamW adamW = new AdamW(new Adam(learningRate, beta1, beta2, epsilon, decay));
        followsTheArithmetic(adamW, 2, new double[] {1, 1, 0.5, 0, 0.25, 1});
    }

    @ParameterizedTest
    @CsvSource({"0.1, 0.99, 1e-8, 0", "0.05, 0.5, 0.5, 0.25"})
    void weightsFollowTheArithmeticOfRmsProp(double learningRate, double alpha, double epsilon, double decay) {
        RmsProp rmsProp = new RmsProp(learningRate, alpha, epsilon, decay, OptionalDouble.empty());
        followsTheArithmetic(rmsProp, 2, new double[] {1, 1, 0.5, 0, 0.25, 1});
    }

    static List<double[]> changingFactors() {
        return List.of(
                new double[] {1, 0.5, 0.25, 0.125, 2, 1},
                new double[] {0, 0, 1, 1, 0.5},
                new double[] {1, 0, 0, 0.5, 0, 3},
                new double[] {1, 1e-6, 1, 1});
    }

    @ParameterizedTest
    @MethodSource("changingFactors")
    void momentumGatheredAtOneRateIsTakenAtTheNext(double[] factors) {
        followsTheArithmetic(new Sgd(0.05, 0.9, 0.01), 2, factors);
    }

    @ParameterizedTest
    @MethodSource("changingFactors")
    void adamGathersAtEveryRate(double[] factors) {
        followsTheArithmetic(new Adam(0.05, 0.8, 0.95, 0.01, 0.1), 2, factors);
    }

    /**
     * The gradients of the step t are pixel for the weight, 1 for the bias, 5/2 for the offset, and 0 for what is not used: of
     * pixels 3, 1, -1, -3, -5 the vectors are 4.0311, 2.8723, 2.8723, 4.0311 and 5.6789 long.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 2.8, 3, 4.5, 100})
    void gradientsLongerThanTheLimitAreShortenedTogether(double limit) {
        OptionalDouble clipNorm = OptionalDouble.of(limit);
        double[] ones = {1, 1, 1, 1, 1};
        followsTheArithmetic(new Sgd(0.1, 0, 0, clipNorm), 1, ones);
        followsTheArithmetic(new Sgd(0.05, 0.9, 0.25, clipNorm), 3, ones);
        followsTheArithmetic(new Adam(0.05, 0.8, 0.95, 0.5, 0.25, clipNorm), 1, ones);
    }

    @Test
    void oneShortenedStepIsAsLongAsTheLimit() {
        try (TrainingSession session = open(new Sgd(1, 0, 0, OptionalDouble.of(0.5)), 1)) {
            session.step(batch(0));
            Weights weights = session.weights();
            double[] moved = {only(weights, WEIGHT) - 0.75, only(weights, BIAS) + 0.5, only(weights, OFFSET) - 4};
            // (3, 1, 5/2) / sqrt(16.25) / 2, downhill.
            assertThat(moved).containsExactly(new double[] {-0.3721042, -0.1240347, -0.3100868}, within(1e-6));
        }
    }

    @Test
    void gradientsOfZeroStayZeroUnderALimit() {
        try (TrainingSession session = open(new Sgd(1, 0.9, 0, OptionalDouble.of(0.5)), 1, 0)) {
            session.step(batch(0));
            assertThat(only(session.weights(), WEIGHT)).isEqualTo(0.75);
            assertThat(only(session.weights(), OFFSET)).isEqualTo(4);
        }
    }

    private void followsTheArithmetic(OptimizerSpec optimizer, double stateFactor, double[] factors) {
        double[] pixels = new double[factors.length];
        double[] ones = new double[factors.length];
        try (TrainingSession session = open(optimizer, stateFactor)) {
            for (int t = 0; t < factors.length; t++) {
                // Other sizes and signs in other steps, so that every step's share can be told from another's.
                pixels[t] = PIXEL - 2 * t;
                ones[t] = 1;
                session.step(batch(t, pixels[t], factors[t]));
            }
            double[] shortened = shortenings(pixels, optimizer.clipNorm());
            Weights weights = session.weights();
            // A few updates in float32 of numbers of size 1 to 100.
            assertThat(only(weights, WEIGHT))
                    .isCloseTo(
                            OptimizerArithmetic.moved(0.75, LAMBDA * 2, pixels, optimizer, 1, factors, shortened),
                            within(2e-5));
            assertThat(only(weights, BIAS))
                    .isCloseTo(
                            OptimizerArithmetic.moved(-0.5, LAMBDA * 2, ones, optimizer, 1, factors, shortened),
                            within(2e-5));
            assertThat(only(weights, OFFSET))
                    .isCloseTo(
                            OptimizerArithmetic.moved(4, LAMBDA * 5, ones, optimizer, stateFactor, factors, shortened),
                            within(5e-5));
        }
    }

    @Test
    void weightDecayReachesWhatNoGradientReaches() {
        try (TrainingSession session = open(new Sgd(0.5, 0, 0.1), 1)) {
            session.step(batch(0));
            assertThat(session.weights().get("loss.line.unused").toArray())
                    .containsExactly(new float[] {0.95f, -1.9f}, within(1e-6f));
        }
    }

    @ParameterizedTest
    @MethodSource("decayingOptimizers")
    void weightDecayReachesNoStateThatIsWithoutIt(OptimizerSpec optimizer) {
        try (TrainingSession session = open(optimizer, 1)) {
            session.step(batch(0));
            session.step(batch(1));
            assertThat(session.weights().get("loss.line.undecayed").toArray()).containsExactly(1, -2);
            assertThat(session.weights().get("loss.line.unused").toArray()).isNotEqualTo(new float[] {1, -2});
        }
    }

    static List<OptimizerSpec> decayingOptimizers() {
        return List.of(
                new Sgd(0.5, 0, 0.1),
                new Sgd(0.5, 0.9, 0.1),
                new Adam(0.5, 0.9, 0.999, 1e-8, 0.1),
                new AdamW(new Adam(0.5, 0.9, 0.999, 1e-8, 0.1)),
                new RmsProp(0.5, 0.99, 1e-8, 0.1, OptionalDouble.empty()));
    }

    @ParameterizedTest
    @MethodSource("decayingOptimizers")
    void aNetworkFrozenAsAWholeStillTrainsTheLoss(OptimizerSpec optimizer) {
        LayerTraining frozen = new LayerTraining(1, 1, List.of(new LayerTraining.LayerRange(0, 1)), List.of());
        NetworkPlan plan = NetworkPlan.of(plan().network().trainedBy(frozen), plan().input());
        try (TrainingSession session =
                engine().open(new SessionRequest(plan, objective(1), optimizer, 1, weights(1), 1, 1))) {
            session.step(batch(0));
            assertThat(only(session.weights(), WEIGHT)).isEqualTo(0.75);
            // Weight decay alone would leave 3.8.
            assertThat(only(session.weights(), OFFSET)).isLessThan(3.6);
        }
    }

    @Test
    void adamMovesWhatNoGradientReachesByWeightDecayAlone() {
        try (TrainingSession session = open(new Adam(0.5, 0.9, 0.999, 1e-8, 0.1), 1)) {
            session.step(batch(0));
            // The first step of Adam is the learning rate, whatever the size of the gradient.
            assertThat(session.weights().get("loss.line.unused").toArray())
                    .containsExactly(new float[] {0.5f, -1.5f}, within(1e-6f));
        }
        try (TrainingSession session = open(new Adam(0.5, 0.9, 0.999, Adam.MIN_EPSILON, 0), 1)) {
            session.step(batch(0));
            assertThat(session.weights().get("loss.line.unused").toArray()).containsExactly(1, -2);
        }
    }

    @Test
    void resultsAreThoseFromBeforeTheUpdate() {
        try (TrainingSession session = open(new Sgd(0.1, 0.9, 0), 1)) {
            // Embedding 0.75 * 3 - 0.5 = 1.75: the loss is 2 * 1.75 + 5 * 4, weighted by a half.
            assertThat(session.step(batch(0)).loss()).isCloseTo(11.75, within(1e-6));
            assertThat(only(session.weights(), OFFSET)).isCloseTo(3.75, within(1e-6));
        }
    }

    static List<OptimizerSpec> optimizers() {
        return List.of(
                new Sgd(0.1, 0.9, 0),
                new Sgd(0.1, 0.9, 0, true, OptionalDouble.empty()),
                new Adam(0.1, 0.9, 0.999, 0.5, 0),
                new RmsProp(0.1, 0.99, 0.5, 0, OptionalDouble.empty()));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void restoringForgetsWhatTheOptimizerGathered(OptimizerSpec optimizer) {
        try (TrainingSession session = open(optimizer, 1)) {
            session.step(batch(0));
            session.step(batch(1, -5, 0.5));
            session.restore(weights(1));
            session.step(batch(2));
            double[] one = {1};
            assertThat(only(session.weights(), OFFSET))
                    .isCloseTo(OptimizerArithmetic.moved(4, LAMBDA * 5, one, optimizer, 1, one, one), within(1e-6));
        }
    }

    /** What the gradients of each step are multiplied by. */
    private static double[] shortenings(double[] pixels, OptionalDouble clipNorm) {
        double[] factors = new double[pixels.length];
        for (int t = 0; t < pixels.length; t++) {
            double offset = LAMBDA * 5;
            double norm = LAMBDA * 2 * Math.sqrt(pixels[t] * pixels[t] + 1 + offset * offset / (4 * LAMBDA * LAMBDA));
            factors[t] = clipNorm.isPresent() ? Math.min(1, clipNorm.getAsDouble() / norm) : 1;
        }
        return factors;
    }
}
