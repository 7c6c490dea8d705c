package org.metricloss.results.training.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.TrainingRun;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.training.record.Target;
import org.metricloss.results.training.record.ValidationPoint;
import org.metricloss.results.training.run.RecordedRuns;

class TimeToTargetTest {
    private static final List<TimeToTarget> TIMES =
            TimeToTarget.of(RecordedRuns.of(TrainingRun.manifest(), TrainingRun.trials()));

    @Test
    void whereEverySeedReachesItThereAreMedianAndMean() {
        TimeToTarget softmax = TIMES.get(0);
        assertThat(softmax.seeds()).isEqualTo(7);
        assertThat(softmax.reached()).isEqualTo(7);
        assertThat(softmax.neverReached()).isZero();
        // Seeds 1 to 7 reach it after epochs 2, 3, 1, 2, 3, 1, 2, of 1,440 samples.
        assertThat(softmax.samples().median().median()).isEqualTo(2880);
        assertThat(softmax.samples().mean().orElseThrow().mean()).isCloseTo(1440 * 14 / 7.0, within(1e-9));
        assertThat(softmax.seconds().median().median()).isCloseTo(2.04, within(1e-9));
        assertThat(softmax.samples().median().low()).hasValue(1440);
        assertThat(softmax.samples().median().high()).hasValue(4320);
    }

    @Test
    void whereSomeNeverReachItTheMedianStandsAndThereIsNoMean() {
        TimeToTarget triplet = TIMES.get(1);
        // Seeds 2 and 5 end before, and seed 1 diverged although it had come past the target.
        assertThat(triplet.seeds()).isEqualTo(7);
        assertThat(triplet.reached()).isEqualTo(4);
        assertThat(triplet.neverReached()).isEqualTo(3);
        assertThat(triplet.failed()).isEqualTo(1);
        // After epochs 2, 1, 1, 2 and three times never.
        assertThat(triplet.samples().median().median()).isEqualTo(2880);
        assertThat(triplet.samples().median().high()).hasValue(Double.POSITIVE_INFINITY);
        assertThat(triplet.samples().mean()).isEmpty();
        assertThat(triplet.seconds().mean()).isEmpty();
    }

    @Test
    void whereNoneReachesItThereIsNoNumberAtAll() {
        TimeToTarget slow = TIMES.get(2);
        assertThat(slow.reached()).isZero();
        assertThat(slow.neverReached()).isEqualTo(7);
        assertThat(slow.seconds().median().median()).isInfinite();
        assertThat(slow.seconds().mean()).isEmpty();
    }

    @Test
    void lowerIsReachedFromAboveWhereLowerIsBetter() {
        Target rate = new Target("equalErrorRate", 0.1);
        RunMeasures measures = RunMeasures.of(List.of(SampleRun.manifest()));
        assertThat(rate.isReachedAt(new ValidationPoint(1, 1, 1, 0, Map.of("equalErrorRate", 0.1)), measures))
                .isTrue();
        assertThat(rate.isReachedAt(new ValidationPoint(1, 1, 1, 0, Map.of("equalErrorRate", 0.2)), measures))
                .isFalse();
        assertThat(rate.isReachedAt(new ValidationPoint(1, 1, 1, 0, Map.of("recallAt1", 0.05)), measures))
                .isFalse();
        assertThat(rate.words(measures)).isEqualTo("equalErrorRate <= 0.1");
    }
}
