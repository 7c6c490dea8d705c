package org.metricloss.loss.center;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.contract.LossRun;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.engine.DoubleArray;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.loss.DiagnosticReading;

class CenterStalenessTest {
    static List<Engine> engines() {
        return TestEngines.all();
    }

    /** Classes 0 and 1, then 0, then 0 and 2: class 1 is two steps old at the end, and was never older than class 2. */
    @ParameterizedTest
    @MethodSource("engines")
    void countsTheStepsSinceAClassWasLastSeen(Engine engine) {
        int[][] labels = {{0, 1, 1}, {0, 0, 0}, {2, 0, 2}};
        double[][] staleness = {{0, 0, 1}, {0, 1, 2}, {0, 2, 0}};
        List<DiagnosticReading> means = new ArrayList<>();
        List<DiagnosticReading> largest = new ArrayList<>();
        CenterLoss loss = new CenterLoss(new CenterUpdate.Paper(0.5), CenterReduction.MEAN);
        Map<String, DoubleArray> state = new HashMap<>(Map.of(
                CenterLoss.CENTERS, DoubleArray.of(Shape.of(3, 1), 0, 0, 0),
                CenterLoss.STALENESS, DoubleArray.of(Shape.of(3), 0, 0, 0)));
        for (int step = 0; step < 3; step++) {
            LossRun run = LossRun.of(
                    engine, loss, LossExample.of(DoubleArray.of(Shape.of(3, 1), 1, 2, 3), labels[step], 3, state));
            state.putAll(run.nextState());
            assertThat(state.get(CenterLoss.STALENESS).toArray()).containsExactly(staleness[step]);
            means.add(run.diagnostic(CenterLoss.MEAN_STALENESS).orElseThrow());
            largest.add(run.diagnostic(CenterLoss.LARGEST_STALENESS).orElseThrow());
        }
        assertThat(means).extracting(reading -> reading.value().orElseThrow()).containsExactly(1 / 3.0, 1.0, 2 / 3.0);
        assertThat(largest).extracting(reading -> reading.value().orElseThrow()).containsExactly(1.0, 2.0, 2.0);

        DiagnosticReading mean = means.stream().reduce(DiagnosticReading::plus).orElseThrow();
        DiagnosticReading most =
                largest.stream().reduce(DiagnosticReading::plus).orElseThrow();
        assertThat(mean.value().orElseThrow()).as("mean over 3 steps").isCloseTo((1 + 3 + 2) / 9.0, within(1e-15));
        assertThat(most.value()).as("largest over 3 steps").hasValue(2);
    }
}
