package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleCost;
import org.metricloss.results.report.Ranking;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Csv;

class CostReportTest {
    private final CostSummary study = CostSummary.of(SampleCost.manifest(), SampleCost.records());

    @Test
    void costTableIsSealed() throws IOException {
        Golden.assertSealed("cost.csv", "de-DE", () -> Csv.of(new PhaseSection(study).table()));
    }

    @Test
    void exponentTableIsSealed() throws IOException {
        Golden.assertSealed("exponents.csv", "de-DE", () -> Csv.of(new GrowthSection(study).table()));
    }

    @Test
    void reportIsSealed() throws IOException {
        Golden.assertSealed("cost.md", "de-DE", () -> CostReport.of(study).markdown());
    }

    @Test
    void consoleIsSealed() throws IOException {
        Golden.assertSealed("cost-console.txt", "de-DE", () -> CostConsole.of(study));
    }

    @Test
    void theAnswerGivesTheTimeOfABatchBesideTheBaselineAndTheNetwork() {
        assertThat(CostAnswer.of(study).sentence())
                .isEqualTo(
                        "A batch of 128 takes 1.34 ms with center, the baseline; triplet, exact takes 2.56 times as long,"
                                + " triplet, enumerate 16.4 times.");
        Ranking ranking = CostAnswer.of(study).ranking().orElseThrow();
        assertThat(ranking.columns()).containsExactly("times center", "times the network's step", "growth");
        assertThat(ranking.rows())
                .extracting(Ranking.Row::name)
                .containsExactly("center", "triplet, exact", "triplet, enumerate");
        // One pass of 128 images: 0.0315 s for 30 images, and the loss on top is 0.001344 s.
        assertThat(ranking.rows().get(0).cells())
                .containsExactly(
                        "the baseline", "0.01", "doubling the batch multiplies the time by 2.00 (2.00 to 2.00)");
        assertThat(ranking.rows().get(2).cells().get(2)).as("too few sizes").isEqualTo("-");
    }

    /** The fastest softmax has 256 classes, and only what has as many is compared with it. */
    @Test
    void theAnswerComparesWhatHasTheClassesOfTheBaselineThatItNames() {
        RunFolder run = RunFolder.open(Path.of("reference/cost-classes"));
        assertThat(CostAnswer.of(CostSummary.of(run.manifest(), run.records(PointRecord.class)))
                        .sentence())
                .contains(" with softmax, 256 classes, the baseline; ")
                .containsPattern("256 classes takes .* times as long, .* 256 classes .* times[.]");
    }

    @Test
    void rowsAndBarsThatDifferInTheirClassesNameThem() {
        RunFolder run = RunFolder.open(Path.of("reference/cost-classes"));
        CostSummary classes = CostSummary.of(run.manifest(), run.records(PointRecord.class));
        assertThat(GrowthCharts.phases(classes).get(0).categories())
                .doesNotHaveDuplicates()
                .contains("softmax, 256 classes, d = 128, n = 4096");
        assertThat(CostReport.of(classes).html().split("<th[^>]*><button[^>]*>classes<", -1))
                .as("tables of prices, phases and memory")
                .hasSize(4);
    }

    @Test
    void whatCouldNotBeFittedIsShownOnRequestAlone() {
        assertThat(CostReport.of(study).markdown())
                .doesNotContain("at least 5 sizes are needed")
                .contains("quantities without an exponent, with the reason: see tables/exponents.csv");
        assertThat(CostReport.of(study).html())
                .containsSubsequence("<details class=\"request\">", "at least 5 sizes are needed", "</details>");
    }

    @Test
    void whatChangedBeforeARunWasResumedIsNamed(@TempDir Path folder) {
        RunFolder run = RunFolder.create(folder, SampleCost.manifest());
        run.addChanges(List.of("version of java is 21, was 17"));
        run.addChanges(List.of("cores is 8, was 2"));
        CostReport.write(run);
        assertThat(run.path().resolve("report.md"))
                .content()
                .containsSubsequence("--force", "- version of java is 21, was 17", "- cores is 8, was 2");
    }

    @Test
    void everythingIsWrittenFromTheFolderAlone(@TempDir Path folder) {
        RunFolder run = RunFolder.create(folder, SampleCost.manifest());
        SampleCost.records().forEach(run::write);
        CostReport.write(RunFolder.open(run.path()));
        assertThat(run.path().resolve("tables/cost.csv")).content().isEqualTo(Csv.of(new PhaseSection(study).table()));
        assertThat(run.path().resolve("tables/exponents.csv")).content().contains("value+gradient");
        assertThat(run.path().resolve("report.md"))
                .content()
                .contains("| doubling the batch multiplies the time by 2.00 (2.00 to 2.00) |");
        assertThat(run.path().resolve("report.md")).content().contains("](figures/cost-time-djl");
        // Names from outside never become markup.
        assertThat(run.path().resolve("report.html"))
                .content()
                .contains("cost-time-djl")
                .doesNotContain("IllegalStateException: <script>");
    }
}
