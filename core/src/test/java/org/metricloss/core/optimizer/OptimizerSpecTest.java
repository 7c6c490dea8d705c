package org.metricloss.core.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.optimizer.OptimizerSpec.Adam;

class OptimizerSpecTest {
    @Test
    void adamHasThePapersDefaults() {
        assertThat(new Adam(0.01)).isEqualTo(new Adam(0.01, 0.9, 0.999, 1e-8, 0));
        assertThat(new Adam(0.01).settings())
                .containsOnlyKeys("learningRate", "beta1", "beta2", "epsilon", "weightDecay");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1, 0.99999999, Double.NaN})
    void betaThatIsOneInFloat32IsRefused(double beta) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(0.1, beta, 0.9, 1e-8, 0))
                .withMessage("beta1 must be in [0, 0.9999999], got " + beta);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(0.1, 0.9, beta, 1e-8, 0))
                .withMessage("beta2 must be in [0, 0.9999999], got " + beta);
        assertThat((float) Adam.MAX_BETA).isLessThan(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1e-8, Double.POSITIVE_INFINITY, Double.NaN})
    void epsilonThatDoesNotKeepFromDividingByZeroIsRefused(double epsilon) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Adam(0.1, 0.9, 0.999, epsilon, 0))
                .withMessage("epsilon must be >= 1.0E-30 and finite, got " + epsilon);
    }

    @Test
    void correctionsTakenOutOfTheMeansGiveTheSameUpdate() {
        // Betas that float32 holds exactly.
        Adam adam = new Adam(0.1, 0.75, 0.875, 0.25, 0);
        double mean = 0.3;
        double variance = 2;
        AdamStep step = AdamStep.of(adam, 3);

        double meanHat = mean / (1 - 0.421875);
        double varianceHat = variance / (1 - 0.669921875);
        assertThat(step.rateFactor() * mean / (Math.sqrt(variance) + step.epsilon()))
                .isCloseTo(meanHat / (Math.sqrt(varianceHat) + 0.25), within(1e-15));
    }

    @Test
    void correctionsVanishInLateSteps() {
        assertThat(AdamStep.of(new Adam(0.1), 10_000_000)).isEqualTo(new AdamStep(1, 1e-8));
    }

    @Test
    void stepsAreCountedFromOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdamStep.of(new Adam(0.1), 0))
                .withMessage("step must be >= 1, got 0");
    }
}
