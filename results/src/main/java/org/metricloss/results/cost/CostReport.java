package org.metricloss.results.cost;

import java.util.List;
import org.metricloss.results.report.ManifestFacts;
import org.metricloss.results.report.Report;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/** The report of a cost study. */
public final class CostReport {
    private CostReport() {}

    /**
     * {@return the report of a cost study; a new section is a class of its own and one line here}
     *
     * @param study a cost study
     */
    public static Report of(CostSummary study) {
        return new Report(List.of(
                new CostAnswerSection(study),
                new PriceSection(study),
                new GrowthSection(study),
                new PhaseSection(study),
                new CostMemorySection(study),
                new MeasuringSection(study),
                out -> provenance(study, out)));
    }

    private static void provenance(CostSummary study, ReportWriter out) {
        out.heading(2, "Provenance");
        ManifestFacts.write(study.manifest(), out);
    }

    /**
     * Writes tables, reports and their figures as files, from the folder alone. Older files are replaced.
     *
     * @param folder a run of a cost study, ended or not
     * @return the summary that they show
     * @throws ResultsException if a record cannot be read or a file cannot be written
     */
    public static CostSummary write(RunFolder folder) {
        CostSummary study = CostSummary.of(folder);
        of(study).write(folder.derivedFiles());
        return study;
    }
}
