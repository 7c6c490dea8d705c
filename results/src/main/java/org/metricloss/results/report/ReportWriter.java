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

    /** A table with a row per trial or finer, which must have a file: where there is little room that is named instead. */
    ReportWriter records(ReportTable table);

    /** A text as it stands. */
    ReportWriter code(String verbatim);

    /** Whether figures are shown; where not, a section of nothing else is left out. */
    boolean showsFigures();

    /** A figure, where figures are shown. */
    ReportWriter figure(Figure figure);
}
