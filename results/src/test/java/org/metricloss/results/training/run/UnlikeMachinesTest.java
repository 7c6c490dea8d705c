package org.metricloss.results.training.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.fairness.FairnessLedger;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.RunSummary;

/** Trials of one run that ran on several machines of a cluster. */
class UnlikeMachinesTest {
    private static final String WHY = "ran on machines that differ in processor, cores or GPU";

    @TempDir
    private Path runs;

    private static RanOn place(int executor, String processor) {
        return new RanOn(
                Optional.of(executor + " on 10.0.0." + executor),
                new Machine("Linux 6." + executor, "amd64", processor, 2, 8L << 30));
    }

    /** Objectives with three seeds each. Each seed runs on an executor of its own. */
    private RunFolder run(String name, String processorOfTheThird) {
        List<TrialRecord> trials = new ArrayList<>();
        for (String objective : List.of("softmax", "center")) {
            for (int seed = 1; seed <= 3; seed++) {
                double recall = (objective.equals("center") ? 0.95 : 0.90) + 0.001 * seed;
                trials.add(SampleRun.finished(objective, objective, seed, recall, 0.5)
                        .with(Map.of(), List.of(), place(seed, seed == 3 ? processorOfTheThird : "A")));
            }
        }
        RunFolder folder = RunFolder.create(
                runs,
                SampleRun.manifest(name, trials.stream().map(TrialRecord::id).toList(), "{\"name\": \"any\"}"));
        trials.forEach(folder::write);
        return folder;
    }

    @Test
    void theirTimesAreMarkedAndNotComparedAndTheComparisonNamesTheMachine() throws Exception {
        RunFolder folder = run("unlike", "B");
        RunSummary summary = RunReport.write(folder);

        assertThat(summary.recorded().objectives()).noneMatch(ObjectiveSummary::hasComparableTimes);
        assertThat(summary.pareto().points()).noneMatch(point -> point.certain());
        assertThat(summary.pareto().words()).contains("trials " + WHY + ", so their times are not comparable");
        assertThat(summary.fairness().get(0).conditions())
                .containsEntry("machine", FairnessLedger.Finding.EQUAL)
                .containsEntry("network", FairnessLedger.Finding.EQUAL);
        assertThat(Files.readString(folder.path().resolve("report.md")))
                .contains("(\\*) Trials " + WHY + ": these times are not comparable.");
        assertThat(Files.readAllLines(folder.path().resolve("tables/executors.csv")))
                .contains(
                        "run,executor,architecture,processor,cores,ended,failed,wallSeconds",
                        "unlike,3 on 10.0.0.3,amd64,B,2,2,0,7.1");
        assertThat(Files.readAllLines(folder.path().resolve("tables/trials.csv"))
                        .get(0))
                .contains(",architecture,processor,cores");
    }

    @Test
    void comparingSuchARunWithAnotherNamesTheMachines() {
        RunSummary summary = RunSummary.of(List.of(run("like", "A"), run("unlike", "B")));

        assertThat(summary.recorded().notComparable())
                .contains(
                        "trials of unlike " + WHY + ", so their times are not comparable",
                        "processor is A, B in unlike, A in like");
    }

    /** The record of a trial on a GPU has the model and the driver among its versions. */
    private static TrialRecord on(String gpu, TrialRecord trial) {
        return Variant.of(
                trial,
                "setup",
                Variant.of(
                        Variant.of(trial.setup(), "device", "gpu"),
                        "versions",
                        Map.of("djl", "0.36.0", "gpu", gpu, "driver", "550.54")));
    }

    private static boolean unlike(TrialRecord one, TrialRecord two) {
        return RecordedRun.of("run", Optional.empty(), SampleRun.manifest("run", List.of(), "{}"), List.of(one, two))
                .hasUnlikeMachines();
    }

    @Test
    void trialsOnDifferentDevicesAreUnlikeToo() {
        TrialRecord one = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        TrialRecord two = SampleRun.finished("softmax", "softmax", 2, 0.9, 0.5);
        assertThat(unlike(one, two)).isFalse();
        assertThat(unlike(on("A100", one), on("A100", two))).isFalse();
        assertThat(unlike(on("A100", one), on("H200", two))).isTrue();
        assertThat(unlike(on("A100", one), two)).isTrue();
    }

    @Test
    void timesOfMachinesThatDifferInTheVersionOfTheSystemAloneAreCompared() throws Exception {
        RunFolder folder = run("like", "A");
        RunSummary summary = RunReport.write(folder);

        assertThat(summary.recorded().objectives()).allMatch(ObjectiveSummary::hasComparableTimes);
        assertThat(summary.fairness().get(0).conditions()).doesNotContainKey("machine");
        assertThat(Files.readAllLines(folder.path().resolve("tables/trials.csv"))
                        .get(0))
                .doesNotContain(",processor");
    }
}
