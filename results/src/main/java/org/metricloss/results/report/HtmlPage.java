package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.table.ReportTable;

/** Collects a report as sections of blocks, from which {@link PageTemplate} makes one HTML page. */
public final class HtmlPage implements ReportWriter {
    /** A section of the page: its title, a unique anchor, and its blocks. */
    record Section(String title, String anchor, List<Block> blocks) {}

    /**
     * A piece of the page.
     *
     * @param kind the case of the template that writes it
     * @param content what the template writes: texts, lists of them, or a table, ranking or index of a figure
     */
    record Block(String kind, Map<String, Object> content) {}

    private static final int CELL_MARKUP = 18;

    /** A table has at least so many of its rows, also when its room is used up. */
    private static final int FEWEST_ROWS = 20;

    /** What tables may take of the page: 5 MB with records of ordinary runs, 10 MB with the other tables of the largest runs. */
    private static final class Room {
        private final int mostOfOne;
        private int left;

        Room(int all, int mostOfOne) {
            this.left = all;
            this.mostOfOne = mostOfOne;
        }

        /** Returns how many rows fit and reserves the space for them. */
        int rows(ReportTable table) {
            int room = Math.min(mostOfOne, left);
            int rows = 0;
            for (; rows < table.rows().size(); rows++) {
                int length = table.details().isEmpty()
                        ? 0
                        : table.details().get(rows).length();
                for (String cell : table.rows().get(rows)) {
                    length += cell.length() + CELL_MARKUP;
                }
                if (length > room && rows >= FEWEST_ROWS) {
                    break;
                }
                room -= length;
                left -= length;
            }
            return rows;
        }
    }

    private final boolean figuresDrawn;
    private final List<Section> sections = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private String title = "";
    private String subtitle = "";
    private final Room records = new Room(1_600_000, 800_000);
    private final Room tables = new Room(3_000_000, 300_000);

    /** Creates an empty page without files beside it. */
    public HtmlPage() {
        this(false);
    }

    /** Creates an empty page, which links its figures if they are drawn as files beside it. */
    HtmlPage(boolean figuresDrawn) {
        this.figuresDrawn = figuresDrawn;
    }

    @Override
    public HtmlPage heading(int level, String text) {
        if (level == 1) {
            title = text;
            return this;
        }
        if (level == 2) {
            sections.add(new Section(text, anchor(text), new ArrayList<>()));
            return this;
        }
        return add(new Block("heading", Map.of("text", text)));
    }

    @Override
    public HtmlPage paragraph(String plain) {
        return add(new Block("paragraph", Map.of("text", plain)));
    }

    @Override
    public HtmlPage subtitle(String plain) {
        subtitle = plain;
        return this;
    }

    @Override
    public HtmlPage explanation(String brief, String more) {
        return add(new Block("explanation", Map.of("text", brief, "more", more)));
    }

    @Override
    public HtmlPage answer(String plain) {
        return add(new Block("answer", Map.of("text", plain)));
    }

    @Override
    public HtmlPage ranking(Ranking ranking) {
        return add(new Block("ranking", Map.of("ranking", ranking)));
    }

    @Override
    public HtmlPage list(List<String> items) {
        return add(new Block("list", Map.of("items", List.copyOf(items))));
    }

    @Override
    public HtmlPage table(ReportTable table) {
        return table("table", table, table.csv().isEmpty() ? table.rows().size() : tables.rows(table));
    }

    @Override
    public HtmlPage onRequest(String summary, ReportTable table) {
        return add(new Block("request", Map.of("text", summary, "table", table.first(tables.rows(table)))));
    }

    @Override
    public HtmlPage records(ReportTable table) {
        return table("records", table, records.rows(table));
    }

    private HtmlPage table(String kind, ReportTable table, int rows) {
        if (rows < table.rows().size()) {
            paragraph("The first " + rows + " of " + table.rows().size() + " rows; all are in "
                    + table.csv().orElseThrow() + ".");
        }
        return add(new Block(kind, Map.of("table", table.first(rows))));
    }

    @Override
    public HtmlPage code(String verbatim) {
        return add(new Block("code", Map.of("text", verbatim.stripTrailing())));
    }

    @Override
    public boolean showsFigures() {
        return true;
    }

    @Override
    public HtmlPage figure(Figure figure) {
        if (figures.stream().anyMatch(other -> other.id().equals(figure.id()))) {
            throw new IllegalArgumentException("two figures are called " + figure.id());
        }
        figures.add(figure);
        return add(new Block("figure", Map.of("figure", figures.size() - 1)));
    }

    boolean figuresDrawn() {
        return figuresDrawn;
    }

    String title() {
        return title;
    }

    String subtitle() {
        return subtitle;
    }

    List<Section> sections() {
        return sections;
    }

    /** {@return the figures of the page, in order} */
    public List<Figure> figures() {
        return figures;
    }

    @Override
    public String toString() {
        return PageTemplate.render(this);
    }

    private HtmlPage add(Block block) {
        sections.get(sections.size() - 1).blocks().add(block);
        return this;
    }

    private String anchor(String text) {
        String words =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return "s" + (sections.size() + 1) + "-" + words;
    }
}
