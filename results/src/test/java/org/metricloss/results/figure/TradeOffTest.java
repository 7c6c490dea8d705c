package org.metricloss.results.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.record.Measure;
import org.metricloss.results.summary.RunSummary;

class TradeOffTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

    @Test
    void onlyWhatNothingBeatsIsInTheParetoSet() {
        List<TradeOff> points = TradeOff.of(RUN, Measure.PRIMARY);
        // Nothing of triplet finished.
        assertThat(points)
                .extracting(point -> point.objective().objective())
                .containsExactly("softmax", "softmax+center", "contrastive", SampleRun.ODD_NAME);
        // The odd one took the least time and is the worst; center is the best, as slow as softmax.
        assertThat(points).extracting(TradeOff::inParetoSet).containsExactly(false, true, true, true);
        assertThat(points.get(1).measure().interval()).isPresent();
        assertThat(points.get(3).measure().interval()).isEmpty();
    }

    @Test
    void lessIsBetterWhereTheMeasureSaysSo() {
        assertThat(TradeOff.of(RUN, Measure.COMPACTNESS_TO_SEPARABILITY))
                .extracting(TradeOff::inParetoSet)
                .containsExactly(false, true, false, true);
    }

    @Test
    void measuresThatDependOnScaleAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> TradeOff.of(RUN, Measure.COMPACTNESS));
    }
}
