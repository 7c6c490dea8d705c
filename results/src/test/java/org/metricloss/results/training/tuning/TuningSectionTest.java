package org.metricloss.results.training.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleRun;
import org.metricloss.results.SampleTuning;
import org.metricloss.results.report.Markdown;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.RunSummary;

class TuningSectionTest {
    private static String section(RunSummary run) {
        Markdown out = new Markdown(false);
        new TuningSection(run.recorded(), run.selections()).write(out);
        return out.toString();
    }

    @Test
    void sectionIsTheSealedOne() throws IOException {
        RunSummary run = RunSummary.of(SampleTuning.manifest(), SampleTuning.trials());
        Golden.assertSealed("tuning.md", "de-DE", () -> section(run));
    }

    @Test
    void whileARunTunesOnlyObjectivesThatReachedTheirLastRungAreNamed() {
        assertThat(section(RunSummary.of(
                        SampleTuning.manifest(),
                        SampleTuning.trials().stream()
                                .filter(trial -> !trial.id().startsWith("center.djl.tune-2"))
                                .toList())))
                .containsPattern("Each trial that decided had a budget of [^.]*[(]contrastive[)][.]");
    }

    @Test
    void pageUnfoldsEverySettingBestFirst() {
        RunSummary run = RunSummary.of(SampleTuning.manifest(), SampleTuning.trials());
        assertThat(RunReport.of(run).html())
                .contains("rung 1 of 2", "0.9150  setting 4: ", "none  setting 3: ", "(diverged)");
    }

    @Test
    void runThatTunesNothingHasNoSuchSection() {
        assertThat(section(RunSummary.of(SampleRun.manifest(), SampleRun.trials())))
                .isEmpty();
    }
}
