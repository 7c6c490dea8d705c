package org.metricloss.results.report;

import java.util.List;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.table.ReportTable;

/** Writes Markdown. Every text is escaped, so a name cannot become markup. */
public final class Markdown implements ReportWriter {
    private static final String SPECIAL = "\\`*_{}[]<>#|~&";

    private final StringBuilder text = new StringBuilder();
    private final boolean figuresDrawn;

    /** Creates a report, with figures if they are drawn as files beside it. */
    public Markdown(boolean figuresDrawn) {
        this.figuresDrawn = figuresDrawn;
    }

    @Override
    public Markdown heading(int level, String title) {
        return block("#".repeat(level) + " " + escape(title));
    }

    @Override
    public Markdown paragraph(String plain) {
        return block(escape(plain));
    }

    @Override
    public Markdown subtitle(String plain) {
        return paragraph(plain);
    }

    @Override
    public Markdown explanation(String brief, String more) {
        return paragraph(brief + " " + more);
    }

    @Override
    public Markdown answer(String plain) {
        return paragraph(plain);
    }

    @Override
    public Markdown ranking(Ranking ranking) {
        return table(ranking.table());
    }

    @Override
    public Markdown list(List<String> items) {
        return block(String.join(
                "\n", items.stream().map(item -> "- " + escape(item)).toList()));
    }

    @Override
    public Markdown table(ReportTable table) {
        StringBuilder lines = new StringBuilder(row(table.header())).append("\n|");
        for (int i = 0; i < table.header().size(); i++) {
            lines.append(i < table.header().size() - table.numbers() ? " --- |" : " ---: |");
        }
        table.rows().forEach(cells -> lines.append('\n').append(row(cells)));
        return block(lines.toString());
    }

    /** Names the file instead of showing the table, because many rows are hard to read. */
    @Override
    public Markdown records(ReportTable table) {
        return paragraph(table.rows().size() + (table.rows().size() == 1 ? " row" : " rows")
                + ", with more columns, in " + table.csv().orElseThrow() + ".");
    }

    @Override
    public Markdown onRequest(String summary, ReportTable table) {
        return paragraph(summary + ": see " + table.csv().orElseThrow() + ".");
    }

    @Override
    public boolean showsFigures() {
        return figuresDrawn;
    }

    /** Shows the drawn figure as an image with a link to its vector graphic, if figures are drawn. */
    @Override
    public Markdown figure(Figure figure) {
        if (!figuresDrawn) {
            return this;
        }
        if (figure.isOfImages()) {
            return paragraph(figure.title() + ": these images are in " + Report.PAGE + ".");
        }
        String file = "figures/" + figure.id();
        block("[![" + escape(figure.title()) + "](" + file + ".png)](" + file + ".svg)");
        return figure.caption().isEmpty() ? this : paragraph(figure.caption());
    }

    /** Writes the text in a fence that is longer than any run of backticks in it. */
    @Override
    public Markdown code(String verbatim) {
        String fence = "```";
        while (verbatim.contains(fence)) {
            fence += "`";
        }
        return block(fence + "text\n" + verbatim.stripTrailing() + "\n" + fence);
    }

    /**
     * Converts plain text to one line of Markdown: special characters are escaped, and control characters become
     * spaces.
     */
    static String escape(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints().forEach(c -> {
            if (SPECIAL.indexOf(c) >= 0) {
                escaped.append('\\');
            }
            escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
        });
        return escaped.toString();
    }

    @Override
    public String toString() {
        return text.toString();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(Markdown::escape).toList()) + " |";
    }

    private Markdown block(String lines) {
        text.append(text.isEmpty() ? "" : "\n").append(lines).append("\n");
        return this;
    }
}
