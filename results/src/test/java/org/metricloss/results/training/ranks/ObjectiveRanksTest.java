package org.metricloss.results.training.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import tech.tablesaw.api.Table;

class ObjectiveRanksTest {
    @TempDir
    private Path folder;

    /** Trials with seeds 1 and 2, whose mean recall@1 is the given one. */
    private static List<TrialRecord> trials(String objective, double recall) {
        return List.of(
                SampleRun.finished(objective, objective, 1, recall - 0.01, 0.5),
                SampleRun.finished(objective, objective, 2, recall + 0.01, 0.5));
    }

    @SafeVarargs
    private RunFolder run(String name, String data, List<TrialRecord>... trials) {
        List<TrialRecord> all = new ArrayList<>();
        for (List<TrialRecord> objective : trials) {
            objective.forEach(trial -> all.add(onData(data, trial)));
        }
        RunFolder run = planned(name, data, all);
        all.forEach(run::write);
        return run;
    }

    private static TrialRecord onData(String data, TrialRecord trial) {
        return Variant.of(
                trial,
                "setup",
                Variant.of(trial.setup(), "dataset", Variant.of(trial.setup().dataset(), "sha256", data.repeat(64))));
    }

    private RunFolder planned(String name, String data, List<TrialRecord> trials) {
        return RunFolder.create(
                folder,
                Variant.of(
                        SampleRun.manifest(
                                name,
                                trials.stream().map(TrialRecord::id).toList(),
                                "{\"evaluation\": {\"distance\": \"euclidean\"}}"),
                        "dataSha256",
                        Map.of("the file of " + name, data.repeat(64))));
    }

    private List<RunFolder> threeSets() {
        return List.of(
                run("one", "1", trials("softmax", 0.5), trials("triplet", 0.7), trials("circle", 0.6)),
                run("two", "2", trials("softmax", 0.3), trials("circle", 0.4), trials("triplet", 0.4)),
                run(
                        "three",
                        "3",
                        trials("circle", 0.9),
                        trials("softmax", 0.8),
                        trials("margin", 0.1),
                        trials("triplet", 0.95)));
    }

    @Test
    void objectivesInAllRunsAreRankedByTheirMeans() {
        ObjectiveRanks ranks = ObjectiveRanks.of(threeSets(), "recallAt1");
        assertThat(ranks.runs()).containsExactly("one", "two", "three");
        assertThat(ranks.objectives())
                .extracting(ObjectiveRank::objective)
                .containsExactly("triplet", "circle", "softmax");
        assertThat(ranks.objectives().get(0).ranks()).containsExactly(1.0, 1.5, 1.0);
        assertThat(ranks.objectives().get(0).meanRank()).isEqualTo(3.5 / 3);
        assertThat(ranks.objectives().get(2).ranks()).containsExactly(3.0, 3.0, 3.0);
        assertThat(ranks.leftOut()).containsExactly("margin");
        assertThat(ranks.words())
                .startsWith("triplet has the best mean rank by recall@1 (1.17 of 3) over 3 data sets. ")
                .contains("Friedman's test, p = 0.0")
                .endsWith("Not ranked, because not every run has a value: margin.");
    }

    @Test
    void lowerIsBetterWhereTheMeasureSaysSo() {
        RunFolder one = run("one", "1", ratio("softmax", 0.9), ratio("center", 0.2));
        RunFolder two = run("two", "2", ratio("softmax", 0.8), ratio("center", 0.3));
        ObjectiveRanks ranks = ObjectiveRanks.of(List.of(one, two), "compactnessToSeparability");
        assertThat(ranks.objectives()).extracting(ObjectiveRank::objective).containsExactly("center", "softmax");
        assertThat(ranks.objectives().get(0).means()).containsExactly(0.2, 0.3);
    }

    private static List<TrialRecord> ratio(String objective, double ratio) {
        return List.of(SampleRun.finished(objective, objective, 1, 0.5, ratio));
    }

    @Test
    void tableAndTerminalHoldMeansAndRanks() {
        RanksSection section = new RanksSection(ObjectiveRanks.of(threeSets(), "recallAt1"));
        Table table = section.table();
        assertThat(table.columnNames())
                .containsExactly(
                        "measure",
                        "objective",
                        "oneMean",
                        "oneRank",
                        "twoMean",
                        "twoRank",
                        "threeMean",
                        "threeRank",
                        "meanRank",
                        "p");
        assertThat(table.doubleColumn("twoRank").asDoubleArray()).containsExactly(1.5, 1.5, 3);
        assertThat(section.console()).contains("0.4000 (1.5)", "0.9500 (1)", "triplet has the best mean rank");
    }

    @Test
    void aDataSetCountsOnceAndMeasureAndObjectivesMustBeInEveryRun() {
        RunFolder one = run("one", "1", trials("softmax", 0.5), trials("triplet", 0.7));
        RunFolder again = run("again", "1", trials("softmax", 0.5), trials("triplet", 0.7));
        RunFolder other = run("other", "2", trials("softmax", 0.5), trials("circle", 0.7));
        assertThatThrownBy(() -> ObjectiveRanks.of(List.of(one, again), "recallAt1"))
                .isInstanceOf(ResultsException.class)
                .hasMessageContaining("have the same data, which must not count twice: give one run for each data set");
        assertThatThrownBy(() -> ObjectiveRanks.of(List.of(one, other), "recallAt1"))
                .isInstanceOf(ResultsException.class)
                .hasMessage("only 1 objective has recallAt1 in every run; two or more are needed, with the same name in"
                        + " each run");
        assertThatThrownBy(() -> ObjectiveRanks.of(List.of(one, other), "recall"))
                .isInstanceOf(ResultsException.class)
                .hasMessageStartingWith(
                        "no measure 'recall' by which objectives are compared in every run; available: ")
                .hasMessageContaining("recallAt1");
    }

    @Test
    void failedTrialsAreNamed() {
        List<RunFolder> folders = List.of(
                run("one", "1", trials("softmax", 0.5), trials("triplet", 0.7)),
                run(
                        "two",
                        "2",
                        trials("softmax", 0.3),
                        List.of(
                                SampleRun.finished("triplet", "triplet", 1, 0.9, 0.5),
                                SampleRun.diverged("triplet", "triplet", 2))));
        assertThat(ObjectiveRanks.of(folders, "recallAt1").words())
                .endsWith(" Failed trials, which no mean contains, are of: triplet.");
    }

    @Test
    void runsWithTrialsThatHaveNotEndedAreNamed() {
        RunFolder whole = run("one", "1", trials("softmax", 0.5), trials("triplet", 0.7));
        List<TrialRecord> trials = Stream.of(trials("softmax", 0.3), trials("triplet", 0.9))
                .flatMap(List::stream)
                .toList();
        RunFolder stopped = planned("two", "2", trials);
        trials.subList(0, 3).forEach(stopped::write);
        assertThat(ObjectiveRanks.of(List.of(whole, stopped), "recallAt1").words())
                .endsWith("). Trials that have not ended, which no mean contains, are in: two.");
        stopped.write(trials.get(3));
        assertThat(ObjectiveRanks.of(List.of(whole, stopped), "recallAt1").words())
                .doesNotContain("not ended");
    }
}
