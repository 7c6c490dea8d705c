package org.metricloss.results.chart;

import java.awt.Font;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.EmbeddingPanels;
import org.metricloss.results.figure.EmbeddingRow;
import org.metricloss.results.figure.Figure;
import org.metricloss.results.figure.HeatMap;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyChoice;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;

/** Draws figures as files. */
public final class StaticFigures {
    private StaticFigures() {}

    /**
     * {@return why figures cannot be drawn here; empty if they can. Java without fonts fails when it first measures
     * text, and its native code may throw various errors}
     */
    public static Optional<String> obstacle() {
        try {
            Words.width(new Font(Font.SANS_SERIF, Font.PLAIN, 12), "x");
            return Optional.empty();
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return Optional.of(
                    "Java cannot draw text on this machine; it needs fontconfig and a font (" + noFonts + ")");
        }
    }

    /**
     * Draws figures, except those that consist of images, and writes them to {@code figures/<id>.svg}, {@code .pdf} and {@code .png}.
     * Older files are replaced.
     *
     * @param figures the figures
     * @param folder the folder whose subfolder {@code figures} gets the files
     * @throws ResultsException if a figure cannot be written
     */
    public static void write(List<Figure> figures, DerivedFiles folder) {
        for (Figure figure : figures) {
            if (figure.isOfImages()) {
                continue;
            }
            StaticFigure drawn = draw(figure);
            folder.writeBytes("figures/" + figure.id() + ".svg", drawn.svg());
            folder.writeBytes("figures/" + figure.id() + ".pdf", drawn.pdf());
            folder.writeBytes("figures/" + figure.id() + ".png", drawn.png());
        }
    }

    /**
     * {@return the drawn figure}
     *
     * @param figure a figure
     */
    public static StaticFigure draw(Figure figure) {
        return sheet(figure).drawn(figure.caption());
    }

    private static Sheet sheet(Figure figure) {
        if (figure instanceof XyChart chart) {
            return XyDrawing.of(chart);
        } else if (figure instanceof XyChoice choice) {
            return XyDrawing.of(choice.first());
        } else if (figure instanceof BarChart chart) {
            return BarDrawing.of(chart);
        } else if (figure instanceof EmbeddingPanels panels) {
            return EmbeddingDrawing.of(panels);
        } else if (figure instanceof EmbeddingRow row) {
            return EmbeddingDrawing.of(row);
        } else if (figure instanceof HeatMap map) {
            return HeatDrawing.of(map);
        }
        throw new IllegalArgumentException("no way to draw " + figure.getClass());
    }
}
