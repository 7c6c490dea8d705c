package org.metricloss.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.metricloss.core.random.RandomStream;

class StepDrawsTest {
    private final StepDraws draws = new StepDraws(7, 2, 9);

    @Test
    void masksDropTheirShareAndScaleTheRest() {
        float[] mask = draws.dropoutMask("3", 0.2, 10_000);
        int dropped = 0;
        for (float factor : mask) {
            assertThat(factor).isIn(0f, 1.25f);
            dropped += factor == 0 ? 1 : 0;
        }
        // Binomial with a standard deviation of 40.
        assertThat(dropped).isBetween(1840, 2160);
    }

    @Test
    void maskFollowsTheNamedStreamInOrder() {
        RandomStream random = RandomStream.of(7, "dropout/3", 2, 9);
        for (float factor : draws.dropoutMask("3", 0.5, 20)) {
            assertThat(factor).isEqualTo(random.nextFloat() >= 0.5 ? 2f : 0f);
        }
    }

    @Test
    void lossDrawsFollowTheNamedStreamInOrder() {
        RandomStream random = RandomStream.of(7, "draws/triplet", 2, 9);
        for (float draw : draws.lossDraws("triplet", 20)) {
            assertThat(draw).isEqualTo(random.nextFloat());
        }
    }

    @Test
    void everyLayerTermAndStepDrawsItsOwn() {
        assertThat(draws.dropoutMask("4", 0.5, 50)).isNotEqualTo(draws.dropoutMask("3", 0.5, 50));
        assertThat(draws.lossDraws("a", 5)).isNotEqualTo(draws.lossDraws("b", 5));
        assertThat(new StepDraws(7, 2, 10).lossDraws("a", 5)).isNotEqualTo(draws.lossDraws("a", 5));
    }
}
