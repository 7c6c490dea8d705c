package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;

class EpochCurveTest {
    private static final RecordedRuns RUN = RecordedRuns.of(SampleRun.manifest(), SampleRun.trials());

    @Test
    void quantitiesAreTheLossAndTheDiagnostics() {
        assertThat(EpochCurve.quantities(RUN))
                .containsExactly(
                        "loss",
                        "active, share",
                        "triplet.tuplesConsidered",
                        "triplet.activeShare",
                        "triplet.tuplesActive");
    }

    @Test
    void curvesAreMeansOverFinishedTrials() {
        List<EpochCurve> curves = EpochCurve.of(RUN, EpochCurve.LOSS);
        assertThat(curves)
                .extracting(EpochCurve::objective)
                .containsExactly("softmax", "softmax+center", "contrastive", SampleRun.ODD_NAME);
        EpochCurve contrastive = curves.get(2);
        assertThat(contrastive.byEpoch()).hasSize(2);
        // One of the five seeds diverged.
        assertThat(contrastive.byEpoch().get(1).n()).isEqualTo(4);
        assertThat(contrastive.byEpoch().get(1).mean()).isEqualTo(1.5);
    }

    @Test
    void theShareOfActiveTuplesEndsWhereThereIsNothingToShare() {
        List<EpochCurve> curves = EpochCurve.of(RUN, "triplet.activeShare");
        assertThat(curves).hasSize(4);
        // Epoch 1 considered 200 tuples and found 50 active, epoch 2 considered none.
        assertThat(curves.get(0).byEpoch()).extracting(MeanEstimate::mean).containsExactly(0.25);
    }

    @Test
    void lossesThatCallADiagnosticAlikeShareItsQuantity() {
        List<TrialRecord> trials = List.of(withDiagnostic("contrastive", 2), withDiagnostic("triplet", 3));
        RecordedRuns run = RecordedRuns.of(
                SampleRun.manifest("q", trials.stream().map(TrialRecord::id).toList()), trials);
        assertThat(EpochCurve.quantities(run)).containsExactly("loss", "meanPositiveDistance");
        List<EpochCurve> curves = EpochCurve.of(run, "meanPositiveDistance");
        assertThat(curves)
                .extracting(EpochCurve::name)
                .containsExactly("contrastive.meanPositiveDistance", "triplet.meanPositiveDistance");
        assertThat(curves).extracting(curve -> curve.byEpoch().get(0).mean()).containsExactly(2.0, 3.0);
    }

    private static TrialRecord withDiagnostic(String loss, double value) {
        TrialRecord trial = SampleRun.finished(loss, loss, 1, 0.9, 0.5);
        EpochRecord epoch = new EpochRecord(
                1,
                0.5,
                Map.of(loss, 0.5),
                Map.of(loss + ".meanPositiveDistance", value),
                trial.epochs().get(0).seconds(),
                10);
        return Variant.of(trial, "epochs", List.of(epoch));
    }

    @Test
    void bandsOfLossesStayAboveZeroUnlessALossIsNegative() {
        assertThat(bands(0.1, 0.1, 9).low()).isPositive();
        assertThat(bands(-0.1, 0.1, 9).low()).isNegative();
    }

    /** The interval of the loss at the only epoch of three seeds. */
    private static Interval bands(double... losses) {
        List<TrialRecord> trials = new ArrayList<>();
        for (int seed = 1; seed <= losses.length; seed++) {
            TrialRecord trial = SampleRun.finished("softmax", "softmax", seed, 0.9, 0.5);
            EpochRecord epoch = new EpochRecord(
                    1,
                    losses[seed - 1],
                    Map.of("softmax", losses[seed - 1]),
                    Map.of(),
                    trial.epochs().get(0).seconds(),
                    10);
            trials.add(Variant.of(trial, "epochs", List.of(epoch)));
        }
        RecordedRuns run = RecordedRuns.of(
                SampleRun.manifest("q", trials.stream().map(TrialRecord::id).toList()), trials);
        List<EpochCurve> curves = EpochCurve.of(run, EpochCurve.LOSS);
        Interval interval = curves.get(0).byEpoch().get(0).interval().orElseThrow();
        assertThat(EpochCurve.axis(curves, EpochCurve.LOSS).low())
                .isEqualTo(interval.low() > 0 ? 0 : Double.NEGATIVE_INFINITY);
        return interval;
    }

    @Test
    void whatNobodyRecordedHasNoCurve() {
        assertThat(EpochCurve.of(RUN, "no such")).isEmpty();
    }
}
