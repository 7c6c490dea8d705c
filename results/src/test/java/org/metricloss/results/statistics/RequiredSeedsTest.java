package org.metricloss.results.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequiredSeedsTest {
    /** Least n by SciPy's noncentral t distribution. */
    @ParameterizedTest
    @CsvSource({
        "0.05, 3142, 0.8000667584554338",
        "0.2, 199, 0.8016910240370655",
        "0.5, 34, 0.8077775012792737",
        "0.8, 15, 0.8213105387241096",
        "1, 10, 0.8030968566327219",
        "1.5, 6, 0.832529279866808",
        "2, 5, 0.9088848681009404",
        "3, 4, 0.9670006399114975",
        "5, 3, 0.9754622687331689",
        "10, 3, 0.9999995771690124"
    })
    void enoughSeedsAreThoseOfTheNoncentralT(double effect, int seeds, double power) {
        assertThat(RequiredSeeds.of(effect, 1)).hasValue(seeds);
        assertThat(RequiredSeeds.of(-effect, 1)).hasValue(seeds);
        assertThat(RequiredSeeds.power(effect, seeds, 0.05)).isCloseTo(power, within(1e-6));
    }

    /** Least n by SciPy's noncentral t distribution, at 0.05 divided by the number of comparisons. */
    @ParameterizedTest
    @CsvSource({
        "2, 22, 9, 0.8783733841810959",
        "1, 11, 18, 0.8146856798010533",
        "0.5, 8, 55, 0.800849938535217",
        "3, 22, 6, 0.826197610510674",
        "5, 100, 6, 0.9530075671481202"
    })
    void aLargerFamilyNeedsMoreSeeds(double effect, int comparisons, int seeds, double power) {
        assertThat(RequiredSeeds.of(effect, comparisons)).hasValue(seeds);
        assertThat(RequiredSeeds.power(effect, seeds, 0.05 / comparisons)).isCloseTo(power, within(1e-6));
    }

    @Test
    void withoutEffectTheTestRejectsAtItsLevelAndNoNumberIsEnough() {
        for (int pairs : new int[] {2, 3, 5, 50}) {
            assertThat(RequiredSeeds.power(0, pairs, 0.05)).isCloseTo(0.05, within(1e-6));
        }
        assertThat(RequiredSeeds.of(0, 1)).isEmpty();
        assertThat(RequiredSeeds.of(0.001, 1)).isEmpty();
    }
}
