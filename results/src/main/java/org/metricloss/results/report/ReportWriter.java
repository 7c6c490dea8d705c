package org.metricloss.results.report;

import java.util.List;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.table.ReportTable;

/** Where sections write to. All texts are plain: names and reasons from outside never become markup. */
public interface ReportWriter {
    /** A heading: 1 is the report's title, 2 begins a section, 3 divides it. */
    ReportWriter heading(int level, String title);

    /** A paragraph. */
    ReportWriter paragraph(String plain);

    /** The paragraph that answers the report's question. */
    ReportWriter answer(String plain);

    /** A list. */
    ReportWriter list(List<String> items);

    /** A table of a few rows, such as one per objective. */
    ReportWriter table(ReportTable table);

    /** A table with a row per trial or finer. It must have a file, which is named instead of the table if there is little room. */
    ReportWriter records(ReportTable table);

    /** A text as it stands. */
    ReportWriter code(String verbatim);

    /** {@return whether figures are shown; if not, sections that consist of figures only are left out} */
    boolean showsFigures();

    /** A figure, if figures are shown. */
    ReportWriter figure(Figure figure);
}
