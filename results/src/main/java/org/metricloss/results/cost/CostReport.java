package org.metricloss.results.cost;

import java.util.List;
import org.metricloss.results.report.HtmlPage;
import org.metricloss.results.report.ManifestFacts;
import org.metricloss.results.report.Markdown;
import org.metricloss.results.report.ReportFiles;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Csv;

/** The report of a cost study, as Markdown and as a page, and the writing of everything that is derived from its records. */
public final class CostReport {
    /** A section of the report; a new one is a class of its own and one line in {@link #SECTIONS}. */
    @FunctionalInterface
    interface Section {
        /** Adds the section, or nothing where the study has nothing to say in it. */
        void write(CostSummary study, ReportWriter out);
    }

    /** In the order of the report. */
    static final List<Section> SECTIONS = List.of(
            new CostAnswerSection(),
            new PriceSection(),
            new GrowthSection(),
            new PhaseSection(),
            new CostMemorySection(),
            new MeasuringSection(),
            CostReport::provenance);

    private CostReport() {}

    private static void provenance(CostSummary study, ReportWriter out) {
        out.heading(2, "Provenance");
        ManifestFacts.write(study.manifest(), out);
    }

    /**
     * {@return its report as Markdown}
     *
     * @param study a cost study
     */
    public static String markdown(CostSummary study) {
        Markdown out = new Markdown(false);
        SECTIONS.forEach(section -> section.write(study, out));
        return out.toString();
    }

    /**
     * {@return its report as one HTML page that needs no other file and no network}
     *
     * @param study a cost study
     */
    public static String html(CostSummary study) {
        HtmlPage out = new HtmlPage();
        SECTIONS.forEach(section -> section.write(study, out));
        return out.toString();
    }

    /**
     * Writes tables, reports and their figures as files from the folder alone, in place of older ones.
     *
     * @param folder a run of a cost study, ended or not
     * @return the summary that they show
     * @throws ResultsException where a record cannot be read, or a file cannot be written
     */
    public static CostSummary write(RunFolder folder) {
        CostSummary study = CostSummary.of(folder);
        folder.writeText("tables/cost.csv", Csv.of(CostTable.of(study)));
        folder.writeText("tables/exponents.csv", Csv.of(GrowthTable.of(study)));
        ReportFiles.write(out -> SECTIONS.forEach(section -> section.write(study, out)), folder.derivedFiles());
        return study;
    }
}
