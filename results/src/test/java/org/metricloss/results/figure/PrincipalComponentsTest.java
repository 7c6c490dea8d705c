package org.metricloss.results.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {
    /** Four points: variances 2 x 9 / 3 = 6 along (3, 4, 0) / 5, 2 x 4 / 3 along the third axis, none along (4, -3, 0). */
    private static final double[][] CROSS = {
        {1 + 1.8, 2 + 2.4, 5}, {1 - 1.8, 2 - 2.4, 5}, {1, 2, 5 + 2}, {1, 2, 5 - 2},
    };

    @Test
    void findsTheAxesOfACross() {
        PrincipalComponents found = PrincipalComponents.of(CROSS);
        assertThat(found.varianceShare(0)).isCloseTo(9.0 / 13, within(1e-12));
        assertThat(found.varianceShare(1)).isCloseTo(4.0 / 13, within(1e-12));
        assertThat(found.project(CROSS[0])).containsExactly(new double[] {3, 0}, within(1e-12));
        assertThat(found.project(CROSS[3])).containsExactly(new double[] {0, -2}, within(1e-12));
        assertThat(found.project(new double[] {1, 2, 5})).containsExactly(new double[] {0, 0}, within(1e-12));
    }

    @Test
    void noPlaneHoldsMoreVariance() {
        Random random = new Random(7);
        double[][] samples = new double[200][5];
        for (double[] sample : samples) {
            for (int j = 0; j < 5; j++) {
                sample[j] = random.nextGaussian() * (5 - j);
            }
        }
        PrincipalComponents found = PrincipalComponents.of(samples);
        double[] variances = new double[2];
        double total = 0;
        for (double[] sample : samples) {
            double[] projected = found.project(sample);
            variances[0] += projected[0] * projected[0];
            variances[1] += projected[1] * projected[1];
        }
        double[] mean = new double[5];
        for (double[] sample : samples) {
            for (int j = 0; j < 5; j++) {
                mean[j] += sample[j] / 200;
            }
        }
        double[] alongAxes = new double[5];
        for (double[] sample : samples) {
            for (int j = 0; j < 5; j++) {
                double square = (sample[j] - mean[j]) * (sample[j] - mean[j]);
                alongAxes[j] += square;
                total += square;
            }
        }
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < i; j++) {
                assertThat(variances[0] + variances[1]).isGreaterThan(alongAxes[i] + alongAxes[j]);
            }
        }
        assertThat(variances[0] / total).isCloseTo(found.varianceShare(0), within(1e-10));
        assertThat(variances[1] / total).isCloseTo(found.varianceShare(1), within(1e-10));
        assertThat(found.varianceShare(0)).isBetween(0.3, 0.6).isGreaterThan(found.varianceShare(1));
    }

    /** Columns without variance change nothing, but so many of them are not decomposed in full. */
    @Test
    void manyColumnsHaveThePlaneOfFew() {
        Random random = new Random(11);
        double[][] few = new double[60][20];
        double[][] many = new double[60][3000];
        for (int i = 0; i < few.length; i++) {
            for (int j = 0; j < 20; j++) {
                few[i][j] = random.nextGaussian() * (20 - j);
                many[i][j * 149] = few[i][j];
            }
        }
        PrincipalComponents expected = PrincipalComponents.of(few);
        PrincipalComponents found = PrincipalComponents.of(many);
        for (int axis = 0; axis < 2; axis++) {
            assertThat(found.varianceShare(axis)).isCloseTo(expected.varianceShare(axis), within(1e-9));
        }
        for (int i = 0; i < few.length; i++) {
            assertThat(found.project(many[i])).containsExactly(expected.project(few[i]), within(1e-3));
        }
    }

    @Test
    void manyColumnsOfEqualSamplesHaveNoVariance() {
        PrincipalComponents found = PrincipalComponents.of(new double[3][2000]);
        assertThat(found.varianceShare(0)).isZero();
        assertThat(found.project(new double[2000])).containsExactly(0, 0);
    }

    @Test
    void equalSamplesHaveNoVariance() {
        PrincipalComponents found = PrincipalComponents.of(new double[][] {{1, 1, 1}, {1, 1, 1}});
        assertThat(found.varianceShare(0)).isZero();
        assertThat(found.project(new double[] {1, 1, 1})).containsExactly(0, 0);
    }

    @Test
    void tooFewSamplesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PrincipalComponents.of(new double[][] {{1, 2}}))
                .withMessageContaining("got 1 and 2");
    }
}
