package org.metricloss.results.chart;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/** Builds a figure from a title, a legend that all panels share, and panels row by row. */
final class Sheet {
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);
    private static final Font NOTE = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final int MARGIN = 12;
    private static final int TITLE_HEIGHT = 28;
    private static final int LEGEND_HEIGHT = 20;
    private static final int LONGEST_ENTRY = 520;

    /** The pixels of the image for each pixel of the drawing, so that it stays sharp on dense screens and in print. */
    static final int IMAGE_SCALE = 2;

    private final String title;
    private final int columns;
    private final int panelWidth;
    private final int panelHeight;
    private final List<Painter> panels = new ArrayList<>();
    private final List<Entry> legend = new ArrayList<>();

    private record Entry(String text, Color colour, Dot dot) {}

    /** Creates an empty figure. All panels have the same size, in pixels, and a row has {@code columns} panels. */
    Sheet(String title, int columns, int panelWidth, int panelHeight) {
        this.title = title;
        this.columns = columns;
        this.panelWidth = panelWidth;
        this.panelHeight = panelHeight;
    }

    Sheet add(Painter panel) {
        panels.add(panel);
        return this;
    }

    Sheet legend(String text, Color colour, Dot dot) {
        legend.add(new Entry(text, colour, dot));
        return this;
    }

    /** Draws the figure as SVG, PDF and PNG. */
    StaticFigure drawn(String description) {
        int width = 2 * MARGIN + Math.min(columns, panels.size()) * panelWidth;
        List<List<Entry>> lines = legendLines(width - 2 * MARGIN);
        int top = MARGIN + TITLE_HEIGHT + lines.size() * LEGEND_HEIGHT;
        int rows = (panels.size() + columns - 1) / columns;
        int height = top + rows * panelHeight + MARGIN;

        VectorGraphics2D vector = new VectorGraphics2D();
        paint(vector, width, height, lines, top);
        ByteArrayOutputStream svg = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(IMAGE_SCALE * width, IMAGE_SCALE * height, BufferedImage.TYPE_INT_RGB);
        Graphics2D raster = image.createGraphics();
        raster.scale(IMAGE_SCALE, IMAGE_SCALE);
        raster.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        raster.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        paint(raster, width, height, lines, top);
        raster.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            new SVGProcessor()
                    .getDocument(vector.getCommands(), new PageSize(width, height))
                    .writeTo(svg);
            ImageIO.write(image, "png", png);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return new StaticFigure(
                SvgText.tidy(svg, Words.printable(title), Words.printable(description)),
                PdfPage.of(title, width, height, g -> paint(g, width, height, lines, top)),
                png.toByteArray());
    }

    private void paint(Graphics2D g, int width, int height, List<List<Entry>> lines, int top) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setColor(Color.BLACK);
        Words.left(g, TITLE, title, MARGIN, MARGIN + 16.0, width - 2 * MARGIN);
        for (int line = 0; line < lines.size(); line++) {
            double x = MARGIN;
            double y = MARGIN + TITLE_HEIGHT + line * LEGEND_HEIGHT + LEGEND_HEIGHT / 2.0;
            for (Entry entry : lines.get(line)) {
                g.setColor(entry.colour());
                entry.dot().paint(g, x + 6, y, 0);
                g.setColor(Color.BLACK);
                Words.left(g, NOTE, entry.text(), x + 16, y + 4, LONGEST_ENTRY);
                x += width(entry);
            }
        }
        for (int i = 0; i < panels.size(); i++) {
            panels.get(i)
                    .paint(
                            g,
                            MARGIN + i % columns * panelWidth,
                            top + i / columns * panelHeight,
                            panelWidth,
                            panelHeight);
        }
    }

    private List<List<Entry>> legendLines(int width) {
        List<List<Entry>> lines = new ArrayList<>();
        double used = width;
        for (Entry entry : legend) {
            double needed = width(entry);
            if (used + needed > width) {
                lines.add(new ArrayList<>());
                used = 0;
            }
            lines.get(lines.size() - 1).add(entry);
            used += needed;
        }
        return lines;
    }

    private static double width(Entry entry) {
        return 34 + Words.width(NOTE, Words.fitting(NOTE, entry.text(), LONGEST_ENTRY));
    }
}
