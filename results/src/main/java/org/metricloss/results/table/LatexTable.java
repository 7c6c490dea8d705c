package org.metricloss.results.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes tables for LaTeX, with the rules of the package booktabs. Every text is escaped, so a name cannot become a command. */
public final class LatexTable {
    private static final Map<Integer, String> SPECIAL = Map.ofEntries(
            Map.entry((int) '\\', "\\textbackslash{}"),
            Map.entry((int) '{', "\\{"),
            Map.entry((int) '}', "\\}"),
            Map.entry((int) '$', "\\$"),
            Map.entry((int) '&', "\\&"),
            Map.entry((int) '#', "\\#"),
            Map.entry((int) '%', "\\%"),
            Map.entry((int) '_', "\\_"),
            Map.entry((int) '^', "\\textasciicircum{}"),
            Map.entry((int) '~', "\\textasciitilde{}"),
            Map.entry((int) '<', "\\textless{}"),
            Map.entry((int) '>', "\\textgreater{}"),
            Map.entry((int) '|', "\\textbar{}"));

    private LatexTable() {}

    /**
     * {@return the table as an environment {@code tabular}, which needs {@code \\usepackage{booktabs}}}
     *
     * @param table any table; details are left out
     */
    public static String of(ReportTable table) {
        int texts = table.header().size() - table.numbers();
        StringBuilder text = new StringBuilder("% needs \\usepackage{booktabs}\n\\begin{tabular}{")
                .append("l".repeat(texts))
                .append("r".repeat(table.numbers()))
                .append("}\n\\toprule\n")
                .append(row(table.header()))
                .append("\\midrule\n");
        table.rows().forEach(cells -> text.append(row(cells)));
        return text.append("\\bottomrule\n\\end{tabular}\n").toString();
    }

    /** A row that begins with a bracket would become an option of the row before. */
    private static String row(List<String> cells) {
        String row = cells.stream().map(LatexTable::escape).collect(Collectors.joining(" & "));
        return (row.startsWith("[") || row.startsWith("*") ? "{}" : "") + row + " \\\\\n";
    }

    private static String escape(String plain) {
        StringBuilder escaped = new StringBuilder();
        plain.codePoints().forEach(c -> {
            String special = SPECIAL.get(c);
            if (special != null) {
                escaped.append(special);
            } else {
                escaped.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return escaped.toString();
    }
}
