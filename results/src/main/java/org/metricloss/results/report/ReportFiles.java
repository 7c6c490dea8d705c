package org.metricloss.results.report;

import java.util.Optional;
import java.util.function.Consumer;
import org.metricloss.results.chart.StaticFigures;
import org.metricloss.results.store.DerivedFiles;

/** The files of a report: the page, its figures as files where they can be drawn, and Markdown that shows them. */
public final class ReportFiles {
    /** The name of the page in a run folder. */
    public static final String PAGE = "report.html";

    private static final System.Logger LOGGER = System.getLogger(ReportFiles.class.getName());

    private ReportFiles() {}

    /**
     * @param report writes the report, the same each time
     * @param folder where the files go, in place of older ones
     */
    public static void write(Consumer<ReportWriter> report, DerivedFiles folder) {
        HtmlPage page = new HtmlPage();
        Optional<String> obstacle = StaticFigures.obstacle();
        Markdown markdown = new Markdown(obstacle.isEmpty());
        if (obstacle.isPresent()) {
            LOGGER.log(System.Logger.Level.WARNING, "no figures are drawn: {0}", obstacle.get());
            report.accept(page);
            report.accept(markdown);
        } else {
            report.accept(new PageAndMarkdown(page, markdown));
            StaticFigures.write(page.figures(), folder);
        }
        folder.writeText(PAGE, page.toString());
        folder.writeText("report.md", markdown.toString());
    }
}
