package org.metricloss.results.training.classes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.SampleRun;
import org.metricloss.results.Variant;
import org.metricloss.results.chart.StaticFigures;
import org.metricloss.results.figure.HeatMap;
import org.metricloss.results.record.ClassPairsRecord;
import org.metricloss.results.record.ClassScoresRecord;
import org.metricloss.results.record.ClassScoresRecord.ScoredClass;
import org.metricloss.results.report.Markdown;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.artifact.SealedArtifact;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;

class ClassSectionTest {
    @TempDir
    private Path folder;

    /** Two seeds of softmax: class 0 is right in 3 of 4 and 4 of 4 queries, class 1 always finds class 2. */
    private RunFolder run() {
        List<TrialRecord> trials = Stream.of(1, 2)
                .map(seed -> SampleRun.finished("softmax", "softmax", seed, 0.9, 0.5))
                .toList();
        RunFolder run = RunFolder.create(
                folder,
                SampleRun.manifest(
                                "classes", trials.stream().map(TrialRecord::id).toList())
                        .withClassNames(List.of("zero", "one, *two*", "three")));
        for (int seed = 1; seed <= 2; seed++) {
            TrialRecord trial = trials.get(seed - 1);
            run.write(trial);
            SealedArtifact.CLASSES.write(
                    run,
                    trial.id(),
                    new ClassScoresRecord(
                            ClassScoresRecord.FORMAT,
                            trial.id(),
                            List.of("recallAt1"),
                            List.of(
                                    scored(0, seed == 1 ? Map.of(0, 3, 2, 1) : Map.of(0, 4)),
                                    scored(1, Map.of(2, 5)),
                                    scored(2, Map.of(2, 1)))));
        }
        return run;
    }

    private static ScoredClass scored(int label, Map<Integer, Integer> nearest) {
        int queries = nearest.values().stream().mapToInt(Integer::intValue).sum();
        return new ScoredClass(
                label, List.of((double) nearest.getOrDefault(label, 0)), List.of(queries), new TreeMap<>(nearest));
    }

    @Test
    void recallAndConfusionsAreCountedOverSeeds() {
        RecordedRuns runs = RecordedRuns.of(List.of(run()));
        ClassResults results = ClassResults.of(runs);
        ClassResult zero = results.objectives().get(0).classes().get(0);
        assertThat(zero.recall().mean()).isEqualTo(0.875);
        assertThat(zero.queries()).isEqualTo(8);
        assertThat(zero.mostConfused()).contains(2);
        assertThat(zero.share(2)).isEqualTo(0.125);
        assertThat(results.objectives().get(0).classes().get(2).mostConfused()).isEmpty();
        ClassSection section = new ClassSection(runs, results);
        assertThat(Csv.of(section.table()).lines())
                .containsSubsequence(
                        "objective,engine,label,class,seeds,queries,recallAt1Mean,recallAt1Low,recallAt1High,recallAt1Few,"
                                + "mostConfusedWith,confusedShare",
                        "softmax,djl,0,zero,2,8,0.875,,,0.75; 1.0,three,0.125",
                        "softmax,djl,1,\"one, *two*\",2,10,0.0,,,0.0; 0.0,three,1.0",
                        "softmax,djl,2,three,2,2,1.0,,,1.0; 1.0,,");
        Markdown markdown = new Markdown(false);
        section.write(markdown);
        assertThat(markdown.toString()).contains("## Classes", "3 rows, with more columns, in tables/per\\_class.csv");
    }

    @Test
    void heatMapsTellWhatIsRightFromWhatIsWrong() {
        RecordedRuns runs = RecordedRuns.of(List.of(run()));
        ClassResults results = ClassResults.of(runs);
        HeatMap confusions = ClassCharts.confusions(runs, results).get(0);
        assertThat(confusions.columns()).containsExactly("zero", "one, *two*", "three");
        assertThat(confusions.cells().get(0)).containsExactly(Optional.of(0.875), Optional.of(0.0), Optional.of(0.125));
        assertThat(confusions.isRight(1, 1)).isTrue();
        assertThat(confusions.isRight(1, 2)).isFalse();
        assertThat(confusions.shade(1, 2)).contains(1.0);
        assertThat(confusions.shade(0, 2)).contains(0.125);
        assertThat(confusions.shade(1, 1)).contains(0.0);
        HeatMap recall = ClassCharts.recall(runs, results).orElseThrow();
        assertThat(recall.rows()).containsExactly("softmax");
        assertThat(recall.shade(0, 0)).contains(0.875);
        assertThat(new String(StaticFigures.draw(confusions).svg(), StandardCharsets.UTF_8))
                .contains("0.88", "three", "class of its nearest neighbour");
    }

    @Test
    void aDamagedFileIsNamedAndCostsItsOwnTrialAlone() throws IOException {
        RunFolder run = run();
        Path file = run.artifacts().resolve("softmax.djl.seed-1/classes.json");
        Files.writeString(file, Files.readString(file).replace("3", "4"));
        ClassResults results = ClassResults.of(RecordedRuns.of(List.of(run)));
        assertThat(results.unreadable()).singleElement().asString().startsWith(file.toString());
        assertThat(results.objectives().get(0).classes().get(0).recall().n()).isEqualTo(1);
    }

    /** Twelve classes with ten queries each, of which 1 to 10 are right, under a trial that verifies pairs. */
    @Test
    void classesNeverTrainedOnHaveIntervalsOverClassesToo() {
        Map<String, Double> measures = new TreeMap<>(Map.of("recallAt1", 0.5, "rocAuc", 0.9));
        TrialRecord trial = Variant.of(SampleRun.finished("softmax", "softmax", 1, 0.5, 0.5), "measures", measures);
        RunFolder run = RunFolder.create(folder, SampleRun.manifest("open", List.of(trial.id())));
        run.write(trial);
        SealedArtifact.CLASSES.write(
                run,
                trial.id(),
                new ClassScoresRecord(
                        ClassScoresRecord.FORMAT,
                        trial.id(),
                        List.of("recallAt1"),
                        IntStream.range(0, 12)
                                .mapToObj(label -> scored(
                                        label,
                                        Map.of(
                                                label,
                                                1 + label % 10,
                                                label + 1,
                                                9 - label % 10 + (label % 10 == 9 ? 1 : 0))))
                                .toList()));
        SealedArtifact.CLASS_PAIRS.write(
                run,
                trial.id(),
                new ClassPairsRecord(
                        ClassPairsRecord.FORMAT,
                        trial.id(),
                        IntStream.range(0, 12).boxed().toList(),
                        Collections.nCopies(12, 10),
                        IntStream.range(0, 12)
                                .mapToObj(label -> 0.8 + 0.018 * label)
                                .toList(),
                        IntStream.range(0, 12)
                                .mapToObj(label -> Collections.nCopies(label, 0.9))
                                .toList()));
        RecordedRuns runs = RecordedRuns.of(List.of(run));
        ClassResults results = ClassResults.of(runs);
        assertThat(results.intervals()).extracting(ClassInterval::measure).containsExactly("recallAt1", "rocAuc");
        Interval area = results.intervals().get(1).overClasses().orElseThrow();
        assertThat(area.low()).isBetween(0.84, 0.88);
        assertThat(area.high()).isBetween(0.92, 0.96);
        ClassInterval interval = results.intervals().get(0);
        assertThat(interval.classes()).isEqualTo(12);
        assertThat(interval.seeds().interval()).as("one seed").isEmpty();
        assertThat(interval.overClasses().orElseThrow().low()).isBetween(0.25, 0.45);
        assertThat(interval.overClasses().orElseThrow().high()).isBetween(0.55, 0.75);
        Markdown markdown = new Markdown(false);
        new ClassSection(runs, results).write(markdown);
        assertThat(markdown.toString())
                .contains("| objective | measure | mean | interval over seeds | interval over classes | classes |");
        assertThat(ClassResults.of(RecordedRuns.of(List.of(run()))).intervals())
                .as("trained on")
                .isEmpty();
    }
}
