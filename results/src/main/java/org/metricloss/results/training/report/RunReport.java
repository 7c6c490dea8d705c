package org.metricloss.results.training.report;

import java.util.List;
import org.metricloss.results.report.HtmlPage;
import org.metricloss.results.report.Markdown;
import org.metricloss.results.report.ReportFiles;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.comparison.ComparisonSection;
import org.metricloss.results.training.comparison.ComparisonTable;
import org.metricloss.results.training.fairness.FairnessSection;
import org.metricloss.results.training.fairness.FairnessTable;
import org.metricloss.results.training.pareto.AccuracyCostSection;
import org.metricloss.results.training.pareto.ParetoTable;
import org.metricloss.results.training.parity.ParitySection;
import org.metricloss.results.training.parity.ParityTable;
import org.metricloss.results.training.summary.AnswerSection;
import org.metricloss.results.training.summary.CostSection;
import org.metricloss.results.training.summary.RunSummary;
import org.metricloss.results.training.summary.SummarySection;
import org.metricloss.results.training.summary.SummaryTable;
import org.metricloss.results.training.sweep.SweepSection;
import org.metricloss.results.training.target.TimeToTargetTable;
import org.metricloss.results.training.tuning.SelectedTable;
import org.metricloss.results.training.tuning.TuningSection;
import org.metricloss.results.training.tuning.TuningTable;
import tech.tablesaw.api.Table;

/** The report of a run, as Markdown and as a page, and the writing of everything that is derived from a run's records. */
public final class RunReport {
    /** In the order of the report. */
    static final List<ReportSection> SECTIONS = List.of(
            new AnswerSection(),
            new AccuracyCostSection(),
            new EmbeddingSection(),
            new SweepSection(),
            new SummarySection(),
            new ComparisonSection(),
            new FairnessSection(),
            new TuningSection(),
            new ParitySection(),
            new CostSection(),
            new TrainingSection(),
            new DiagnosticsSection(),
            new GallerySection(),
            new FailureSection(),
            new TrialSection(),
            new ProvenanceSection());

    private RunReport() {}

    /**
     * {@return the report as Markdown (GitHub's flavour, for the tables)}
     *
     * @param input what is told
     */
    public static String markdown(ReportInput input) {
        return written(input, new Markdown(false)).toString();
    }

    /**
     * {@return the report as one HTML page that needs no other file and no network; links lead to the tables of the
     * run's folder}
     *
     * @param input what is told
     */
    public static String html(ReportInput input) {
        return written(input, new HtmlPage()).toString();
    }

    private static <W extends ReportWriter> W written(ReportInput input, W out) {
        SECTIONS.forEach(section -> section.write(input, out));
        return out;
    }

    /**
     * Writes tables, both reports and their figures as files from the folder alone, in place of older ones.
     *
     * @param folder a run, ended or not
     * @return the summary that they show
     * @throws ResultsException where a record cannot be read, trials may not be averaged, or a file cannot be written
     */
    public static RunSummary write(RunFolder folder) {
        ReportInput input = ReportInput.of(folder);
        write(input, folder.derivedFiles());
        return input.summary();
    }

    /**
     * Writes tables, figures and both reports, in place of older ones.
     *
     * @param input what is told
     * @param folder where they go
     * @throws ResultsException where a file cannot be written
     */
    public static void write(ReportInput input, DerivedFiles folder) {
        RunSummary run = input.summary();
        folder.writeText("tables/trials.csv", Csv.of(TrialTable.of(run)));
        folder.writeText("tables/epochs.csv", Csv.of(EpochTable.of(run)));
        folder.writeText("tables/summary.csv", Csv.of(SummaryTable.of(run)));
        folder.writeText("tables/comparisons.csv", Csv.of(ComparisonTable.of(run)));
        folder.writeText("tables/fairness.csv", Csv.of(FairnessTable.of(run)));
        writeIfAny(folder, TuningTable.of(run));
        writeIfAny(folder, SelectedTable.of(run));
        writeIfAny(folder, CurveTable.of(run));
        writeIfAny(folder, TimeToTargetTable.of(run));
        writeIfAny(folder, ParetoTable.of(run));
        if (!run.parity().isEmpty()) {
            folder.writeText("tables/parity.csv", Csv.of(ParityTable.of(run)));
        }
        ReportFiles.write(out -> SECTIONS.forEach(section -> section.write(input, out)), folder);
    }

    private static void writeIfAny(DerivedFiles folder, Table table) {
        if (!table.isEmpty()) {
            folder.writeText("tables/" + table.name() + ".csv", Csv.of(table));
        }
    }
}
