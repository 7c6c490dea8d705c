package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.table.ReportTable;

/** Collects a report as sections of blocks, from which {@link PageTemplate} makes one HTML page. */
public final class HtmlPage implements ReportWriter {
    /** A section of the page: its title, a unique anchor, and its blocks. */
    record Section(String title, String anchor, List<Block> blocks) {}

    /**
     * A piece of the page.
     *
     * @param kind the macro of the template that writes it
     * @param text its text, if it has one
     * @param items the items of a list
     * @param table the table
     * @param figure the figure's index among the figures of the page
     */
    record Block(String kind, String text, List<String> items, ReportTable table, int figure) {
        static Block text(String kind, String text) {
            return new Block(kind, text, List.of(), NO_TABLE, -1);
        }
    }

    private static final ReportTable NO_TABLE = ReportTable.of(List.of(), List.of(), 0);

    private static final int CELL_MARKUP = 18;

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
                if (length > room) {
                    break;
                }
                room -= length;
                left -= length;
            }
            return rows;
        }
    }

    private final List<Section> sections = new ArrayList<>();
    private final List<Figure> figures = new ArrayList<>();
    private String title = "";
    private final Room records = new Room(1_600_000, 800_000);
    private final Room tables = new Room(3_000_000, 300_000);

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
        return add(Block.text("heading", text));
    }

    @Override
    public HtmlPage paragraph(String plain) {
        return add(Block.text("paragraph", plain));
    }

    @Override
    public HtmlPage answer(String plain) {
        return add(Block.text("answer", plain));
    }

    @Override
    public HtmlPage list(List<String> items) {
        return add(new Block("list", "", List.copyOf(items), NO_TABLE, -1));
    }

    @Override
    public HtmlPage table(ReportTable table) {
        return table(table, table.csv().isEmpty() ? table.rows().size() : tables.rows(table));
    }

    @Override
    public HtmlPage records(ReportTable table) {
        return table(table, records.rows(table));
    }

    private HtmlPage table(ReportTable table, int rows) {
        if (rows < table.rows().size()) {
            paragraph("The first " + rows + " of " + table.rows().size() + " rows; all are in "
                    + table.csv().orElseThrow() + ".");
        }
        return add(new Block("table", "", List.of(), table.first(rows), -1));
    }

    @Override
    public HtmlPage code(String verbatim) {
        return add(Block.text("code", verbatim.stripTrailing()));
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
        return add(new Block("figure", "", List.of(), NO_TABLE, figures.size() - 1));
    }

    String title() {
        return title;
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
