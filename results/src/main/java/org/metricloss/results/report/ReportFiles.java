package org.metricloss.results.report;

import java.util.Optional;
import java.util.function.Consumer;
import org.metricloss.results.chart.StaticFigures;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;

/** A report's files: the page, its figures drawn one by one, and the Markdown that shows these. */
final class ReportFiles {
    private static final System.Logger LOGGER = System.getLogger(ReportFiles.class.getName());

    private ReportFiles() {}

    /**
     * Writes them in place of older ones. Where Java cannot draw text, a warning says so and figures are in the page alone.
     *
     * @param sections writes everything that the report says
     * @param folder where the files go
     * @throws ResultsException where a file cannot be written
     */
    static void write(Consumer<ReportWriter> sections, DerivedFiles folder) {
        HtmlPage page = new HtmlPage();
        sections.accept(page);
        folder.writeText(RunReport.PAGE, page.toString());
        Optional<String> obstacle = StaticFigures.obstacle();
        if (obstacle.isPresent()) {
            LOGGER.log(System.Logger.Level.WARNING, "no figures are drawn: {0}", obstacle.get());
        } else {
            StaticFigures.write(page.figures(), folder);
        }
        Markdown markdown = new Markdown(obstacle.isEmpty());
        sections.accept(markdown);
        folder.writeText("report.md", markdown.toString());
    }
}
