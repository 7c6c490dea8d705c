package org.metricloss.results.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.Golden;
import org.metricloss.results.SampleCost;
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
    void everythingIsWrittenFromTheFolderAlone(@TempDir Path folder) {
        RunFolder run = RunFolder.create(folder, SampleCost.manifest());
        SampleCost.records().forEach(run::write);
        CostReport.write(RunFolder.open(run.path()));
        assertThat(run.path().resolve("tables/cost.csv")).content().isEqualTo(Csv.of(new PhaseSection(study).table()));
        assertThat(run.path().resolve("tables/exponents.csv")).content().contains("value+gradient");
        assertThat(run.path().resolve("report.md")).content().contains("center, on djl");
        assertThat(run.path().resolve("report.md")).content().contains("](figures/cost-time-djl");
        // Names from outside never become markup.
        assertThat(run.path().resolve("report.html"))
                .content()
                .contains("cost-time-djl")
                .doesNotContain("IllegalStateException: <script>");
    }
}
