package org.metricloss.results.report;

import java.util.List;

/** Writes Markdown; every text that comes from outside is escaped, so a name cannot become markup. */
final class Markdown {
    private static final String SPECIAL = "\\`*_{}[]<>#|~&";

    private final StringBuilder text = new StringBuilder();

    Markdown heading(int level, String title) {
        return block("#".repeat(level) + " " + escape(title));
    }

    /** A paragraph of plain text. */
    Markdown paragraph(String plain) {
        return block(escape(plain));
    }

    /** A list of plain texts. */
    Markdown list(List<String> items) {
        return block(String.join(
                "\n", items.stream().map(item -> "- " + escape(item)).toList()));
    }

    /** A table; the first columns hold text, the last {@code numbers} columns are aligned to the right. */
    Markdown table(List<String> header, List<List<String>> rows, int numbers) {
        StringBuilder table = new StringBuilder(row(header)).append("\n|");
        for (int i = 0; i < header.size(); i++) {
            table.append(i < header.size() - numbers ? " --- |" : " ---: |");
        }
        rows.forEach(cells -> table.append('\n').append(row(cells)));
        return block(table.toString());
    }

    /** An image that leads to a file; its plain text stands where it cannot be shown. The paths are taken as they are. */
    Markdown image(String alternative, String image, String link) {
        return block("[![" + escape(alternative) + "](" + image + ")](" + link + ")");
    }

    /** Text as it stands, in a fence that is longer than any run of backticks within. */
    Markdown code(String verbatim) {
        String fence = "```";
        while (verbatim.contains(fence)) {
            fence += "`";
        }
        return block(fence + "text\n" + verbatim.stripTrailing() + "\n" + fence);
    }

    /** Plain text as Markdown on one line: special characters escaped, line breaks and control characters a space. */
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
