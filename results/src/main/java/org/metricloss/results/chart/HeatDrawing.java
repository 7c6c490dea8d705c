package org.metricloss.results.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.results.figure.HeatMap;

/** Draws shaded cells: blue for what is right, orange for what is wrong. */
final class HeatDrawing implements Painter {
    private static final Font NAME = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font AXIS = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final Color RIGHT = new Color(0x0A, 0x5C, 0x96);
    private static final Color WRONG = new Color(0xB8, 0x4A, 0x00);
    private static final int CELL_WIDTH = 46;
    private static final int CELL_HEIGHT = 26;
    private static final int NAMES = 150;
    private static final int COLUMN_NAMES = 70;
    private static final int AXIS_HEIGHT = 22;
    private static final double DARK = 0.6;

    private final HeatMap map;

    private HeatDrawing(HeatMap map) {
        this.map = map;
    }

    static Sheet of(HeatMap map) {
        return new Sheet(
                        map.title(),
                        1,
                        Math.max(420, AXIS_HEIGHT + NAMES + map.columns().size() * CELL_WIDTH),
                        AXIS_HEIGHT + COLUMN_NAMES + map.rows().size() * CELL_HEIGHT)
                .add(new HeatDrawing(map));
    }

    @Override
    public void paint(Graphics2D g, int left, int top, int width, int height) {
        int cellsLeft = left + AXIS_HEIGHT + NAMES;
        int cellsBottom = top + map.rows().size() * CELL_HEIGHT;
        for (int row = 0; row < map.rows().size(); row++) {
            int y = top + row * CELL_HEIGHT;
            g.setColor(Color.BLACK);
            String name = Words.fitting(NAME, map.rows().get(row), NAMES - 8);
            Words.left(g, NAME, name, cellsLeft - 6 - Words.width(NAME, name), y + 17.0, NAMES);
            for (int column = 0; column < map.columns().size(); column++) {
                cell(g, row, column, cellsLeft + column * CELL_WIDTH, y);
            }
        }
        g.setColor(Color.BLACK);
        AffineTransform before = g.getTransform();
        for (int column = 0; column < map.columns().size(); column++) {
            g.rotate(-Math.PI / 4, cellsLeft + (column + 0.5) * CELL_WIDTH, cellsBottom + 12);
            String name = Words.fitting(NAME, map.columns().get(column), COLUMN_NAMES);
            Words.left(
                    g,
                    NAME,
                    name,
                    cellsLeft + (column + 0.5) * CELL_WIDTH - Words.width(NAME, name),
                    cellsBottom + 12.0,
                    COLUMN_NAMES);
            g.setTransform(before);
        }
        Words.centered(g, AXIS, map.columnTitle(), left + width / 2.0, top + height - 4.0, width);
        double middle = (top + cellsBottom) / 2.0;
        g.rotate(-Math.PI / 2, left + 14.0, middle);
        Words.centered(g, AXIS, map.rowTitle(), left + 14.0, middle, Math.max(height, NAMES));
        g.setTransform(before);
    }

    private void cell(Graphics2D g, int row, int column, int x, int y) {
        Optional<Double> shade = map.shade(row, column);
        if (shade.isEmpty()) {
            return;
        }
        g.setColor(mixed(map.isRight(row, column) ? RIGHT : WRONG, 0.06 + 0.94 * shade.get()));
        g.fill(new Rectangle2D.Double(x + 0.5, y + 0.5, CELL_WIDTH - 1, CELL_HEIGHT - 1));
        g.setColor(shade.get() > DARK ? Color.WHITE : Color.BLACK);
        double value = map.cells().get(row).get(column).orElseThrow();
        if (value > 0) {
            Words.centered(
                    g, NAME, String.format(Locale.ROOT, "%.2f", value), x + CELL_WIDTH / 2.0, y + 17.0, CELL_WIDTH);
        }
    }

    private static Color mixed(Color colour, double share) {
        return new Color(
                (int) Math.round(255 + share * (colour.getRed() - 255)),
                (int) Math.round(255 + share * (colour.getGreen() - 255)),
                (int) Math.round(255 + share * (colour.getBlue() - 255)));
    }
}
