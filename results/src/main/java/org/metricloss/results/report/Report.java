package org.metricloss.results.report;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.chart.StaticFigures;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;

/**
 * A report, which can be written as Markdown, as a page, and as files.
 *
 * @param sections the sections in the order of the report; the first writes the title
 */
public record Report(List<ReportSection> sections) {
    /** The name of the page in a run folder. */
    public static final String PAGE = "report.html";

    private static final System.Logger LOGGER = System.getLogger(Report.class.getName());

    /** Copies the list. */
    public Report {
        sections = List.copyOf(sections);
    }

    /** {@return the report as Markdown (GitHub's flavour, for the tables), without figures} */
    public String markdown() {
        return written(new Markdown(false)).toString();
    }

    /**
     * {@return the report as one HTML page that needs no other file and no network. It links to the tables in the run's
     * folder}
     */
    public String html() {
        return written(new HtmlPage()).toString();
    }

    private <W extends ReportWriter> W written(W out) {
        sections.forEach(section -> section.write(out));
        return out;
    }

    /**
     * Writes the tables, the page, Markdown and, if they can be drawn, the figures of the page.
     *
     * @param folder the folder for the files, which replace older ones
     * @throws ResultsException if a file cannot be written
     */
    public void write(DerivedFiles folder) {
        sections.forEach(section -> section.writeTables(folder));
        Optional<String> obstacle = StaticFigures.obstacle();
        HtmlPage page = new HtmlPage(obstacle.isEmpty());
        Markdown markdown = new Markdown(obstacle.isEmpty());
        if (obstacle.isPresent()) {
            LOGGER.log(System.Logger.Level.WARNING, "no figures are drawn: {0}", obstacle.get());
            written(page);
            written(markdown);
        } else {
            written(new PageAndMarkdown(page, markdown));
            StaticFigures.write(page.figures(), folder);
        }
        folder.writeText(PAGE, page.toString());
        folder.writeText("report.md", markdown.toString());
    }
}
