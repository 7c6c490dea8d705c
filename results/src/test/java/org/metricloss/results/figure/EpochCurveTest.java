package org.metricloss.results.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.results.SampleRun;
import org.metricloss.results.summary.RunSummary;

class EpochCurveTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

    @Test
    void namesAreTheLossAndTheDiagnostics() {
        assertThat(EpochCurve.names(RUN))
                .containsExactly("loss", "active, share", "triplet.tuplesConsidered", "triplet.tuplesActive");
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
    void whatNobodyRecordedHasNoCurve() {
        assertThat(EpochCurve.of(RUN, "no such")).isEmpty();
    }
}
