package org.metricloss.results.report;

import java.util.List;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.table.ReportTable;

/** The output of sections. All texts are plain, so names and reasons never become markup. */
public interface ReportWriter {
    /** Writes a heading: level 1 is the report's title, 2 begins a section, 3 divides it. */
    ReportWriter heading(int level, String title);

    /** Writes the line under the title: the question that the report answers. Precedes the first section. */
    ReportWriter subtitle(String plain);

    /** Writes a paragraph. */
    ReportWriter paragraph(String plain);

    /**
     * Writes what readers need before a table or figure.
     *
     * @param brief one or two short sentences that are always visible
     * @param more the rest, which the page unfolds on request; Markdown continues with it
     */
    ReportWriter explanation(String brief, String more);

    /** Writes the sentence that answers the report's question. */
    ReportWriter answer(String plain);

    /** Writes the ranked picture under the answer. */
    ReportWriter ranking(Ranking ranking);

    /** Writes a list. */
    ReportWriter list(List<String> items);

    /** Writes a table of a few rows, such as one per objective. */
    ReportWriter table(ReportTable table);

    /**
     * Writes a table with at least one row per trial. It must have a file, which may be named instead of showing the
     * table.
     */
    ReportWriter records(ReportTable table);

    /**
     * Writes a table that few readers need. The page unfolds it on request. Markdown names its file and does not show it.
     *
     * @param summary what the table has, in a few words
     * @param table a table with a file
     */
    ReportWriter onRequest(String summary, ReportTable table);

    /** Writes a text verbatim. */
    ReportWriter code(String verbatim);

    /** {@return whether figures are shown; if not, sections that consist of figures only are left out} */
    boolean showsFigures();

    /** Writes a figure, if figures are shown. */
    ReportWriter figure(Figure figure);
}
