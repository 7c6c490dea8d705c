package org.metricloss.results.training.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleRun;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.text.ConsoleText;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.summary.Answer;
import org.metricloss.results.training.summary.ConsoleSummary;
import org.metricloss.results.training.summary.RunSummary;

class RunReportTest {
    private static final RunSummary RUN = RunSummary.of(SampleRun.manifest(), SampleRun.trials());

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG"})
    void reportIsTheSealedOneInEveryLocale(String locale) throws IOException {
        Golden.assertSealed("report.md", locale, () -> RunReport.of(RUN).markdown());
    }

    @ParameterizedTest
    @ValueSource(strings = {"de-DE", "ar-EG"})
    void consoleSummaryIsTheSealedOneInEveryLocale(String locale) throws IOException {
        Golden.assertSealed("console.txt", locale, () -> ConsoleSummary.of(RUN));
    }

    @Test
    void everythingIsRebuiltFromTheFolderAlone(@TempDir Path runs) throws IOException {
        RunFolder folder = RunFolder.create(runs, SampleRun.manifest());
        SampleRun.trials().forEach(folder::write);
        RunReport.write(folder);
        Map<String, String> first = derivedFiles(folder.path());
        assertThat(first.keySet())
                .containsExactlyInAnyOrder(
                        "report.md",
                        "report.html",
                        "trials.csv",
                        "epochs.csv",
                        "summary.csv",
                        "comparisons.csv",
                        "fairness.csv",
                        "pareto.csv");
        assertThat(first.get("report.md"))
                .startsWith("# sample")
                .contains("](figures/accuracy-cost.png)](figures/accuracy-cost.svg)");
        assertThat(folder.path().resolve("figures/accuracy-cost.png")).isNotEmptyFile();
        FolderTree.delete(folder.path().resolve("tables"));
        Files.delete(folder.path().resolve("report.md"));
        Files.delete(folder.path().resolve("report.html"));
        RunSummary again = RunReport.write(RunFolder.open(folder.path()));
        assertThat(again.recorded().objectives()).isEqualTo(RUN.recorded().objectives());
        assertThat(again.comparisons()).isEqualTo(RUN.comparisons());
        assertThat(derivedFiles(folder.path())).isEqualTo(first);
    }

    @Test
    void runThatHasJustBegunHasAReport() {
        String report =
                RunReport.of(RunSummary.of(SampleRun.manifest(), List.of())).markdown();
        assertThat(report)
                .contains("Of 17 planned trials 0 finished, 0 failed and 17 have not ended.")
                .doesNotContain("## Failed trials", "## Comparisons");
    }

    @Test
    void reportNamesTheLimitsOfItsIntervals() {
        assertThat(RunReport.of(RUN).markdown())
                .contains("\\[95% interval\\]", "on the logit scale for shares", "not the choice of test images");
    }

    @Test
    void markupInNamesStaysText() {
        assertThat(RunReport.of(RUN).markdown())
                .doesNotContain("<script>")
                .contains("\\<script\\>alert('x')\\</script\\>");
    }

    @Test
    void consoleLinesFitWhateverTheNames() {
        TrialRecord baseline = SampleRun.finished("softmax", "softmax", 1, 0.9, 0.5);
        TrialRecord odd = SampleRun.finished("long-".repeat(50), "odd", 1, 123.0 / 7, 4567.8);
        RunSummary run =
                RunSummary.of(SampleRun.manifest("long", List.of(baseline.id(), odd.id())), List.of(baseline, odd));
        String text = ConsoleSummary.of(run);
        assertThat(text.lines()).isNotEmpty().allMatch(line -> line.length() <= ConsoleText.WIDTH);
        assertThat(text).contains("recallAt1", "long-long-long-long-long-l..", "17.5714");
    }

    @Test
    void consoleEndsWithTheAnswerInAtMostSixLinesBesideTheTable() {
        String text = ConsoleSummary.of(RUN);
        int table = RUN.recorded().objectives().size() + 2;
        assertThat(text.lines().skip(table)).hasSizeBetween(2, 6);
        assertThat(text.replace('\n', ' ')).contains("Of 17 planned trials ").endsWith(Answer.of(RUN) + " ");
        TrialRecord collapsed = SampleRun.trials().stream()
                .filter(trial -> !trial.isFinished())
                .findFirst()
                .orElseThrow();
        assertThat(text).contains(collapsed.id());
    }

    @Test
    void consoleShowsNoControlCharacters() {
        TrialRecord trial = SampleRun.finished("red\u001b[31m", "odd", 1, 0.5, 1);
        RunSummary run = RunSummary.of(SampleRun.manifest("c", List.of(trial.id())), List.of(trial));
        assertThat(ConsoleSummary.of(run)).contains("red?[31m").doesNotContain("\u001b");
    }

    private static Map<String, String> derivedFiles(Path folder) throws IOException {
        Map<String, String> contents = new HashMap<>();
        try (Stream<Path> tables = Files.list(folder.resolve("tables"))) {
            for (Path file : Stream.concat(
                            tables, Stream.of("report.md", "report.html").map(folder::resolve))
                    .toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}
