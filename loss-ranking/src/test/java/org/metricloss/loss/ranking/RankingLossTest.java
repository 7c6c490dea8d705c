package org.metricloss.loss.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.LossSettingsContract;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.MetricLoss;

class RankingLossTest extends LossSettingsContract {
    @Override
    protected Stream<Arguments> defaults() {
        return Stream.of(
                Arguments.of("fast-ap", new FastApLoss(10)), Arguments.of("smooth-ap", new SmoothApLoss(0.01)));
    }

    @Override
    protected Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("fast-ap", Map.of("bins", 0), "bins must be a whole number in [1, 1000], got 0"),
                Arguments.of(
                        "smooth-ap", Map.of("temperature", 0), "temperature must be in [0.000001, 1000000], got 0"));
    }

    /**
     * At angles of 0, 60, 120 degrees: from the outer ones the other class is nearer (1 against 3), so the average precision of
     * both queries is 1/2. The middle sample has no positive.
     */
    private static final LossExample WRONG_FIRST = LossExample.of(
            DoubleArray.of(Shape.of(3, 2), 1, 0, 0.5, Math.sqrt(3) / 2, -0.5, Math.sqrt(3) / 2),
            new int[] {0, 1, 0},
            2,
            Map.of());

    private static void assertValue(MetricLoss loss, double expected, double tolerance) {
        for (Engine engine : TestEngines.all()) {
            LossRun run = LossRun.of(engine, loss, WRONG_FIRST);
            assertThat(run.value()).as(engine.id()).isCloseTo(expected, within(tolerance));
            assertThat(run.gradient().toArray()).as(engine.id()).doesNotContain(Double.NaN);
        }
        assertThat(TestEngines.all()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aPositiveBehindANegativeCostsOneHalf() {
        // Both distances lie on centers of four bins.
        assertValue(new FastApLoss(4), 0.5, 1e-12);
        // The sigmoid of a cosine difference of 1 at 0.01 is 1.
        assertValue(new SmoothApLoss(0.01), 0.5, 1e-12);
    }
}
