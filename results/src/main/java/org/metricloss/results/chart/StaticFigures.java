package org.metricloss.results.chart;

import java.awt.Font;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.RunSummary;

/** All static figures of a run. */
public final class StaticFigures {
    private static final System.Logger LOGGER = System.getLogger(StaticFigures.class.getName());

    /** In the order of the report. */
    static final List<FigureSource> SOURCES =
            List.of(new TradeOffFigure(), new EmbeddingFigure(), new CurveFigure(), new SweepFigures());

    private StaticFigures() {}

    /**
     * Draws the figures and writes them to {@code figures/<name>.svg} and {@code .png}, in place of older ones. Where Java
     * cannot draw text, because the system has no fonts, there are none, and a warning says so.
     *
     * @param run a run's summary
     * @param folder its folder
     * @return the figures that were written
     * @throws ResultsException where an artifact cannot be read or a figure cannot be written
     */
    public static List<StaticFigure> write(RunSummary run, RunFolder folder) {
        Optional<String> obstacle = obstacle();
        if (obstacle.isPresent()) {
            LOGGER.log(System.Logger.Level.WARNING, "no figures are drawn: {0}", obstacle.get());
            return List.of();
        }
        List<StaticFigure> figures = new ArrayList<>();
        SOURCES.forEach(source -> figures.addAll(source.of(run, folder)));
        for (StaticFigure figure : figures) {
            folder.writeBytes("figures/" + figure.name() + ".svg", figure.svg());
            folder.writeBytes("figures/" + figure.name() + ".png", figure.png());
        }
        return List.copyOf(figures);
    }

    /** A Java without fonts fails where it first measures text, with whatever its native code throws. */
    private static Optional<String> obstacle() {
        try {
            Words.width(new Font(Font.SANS_SERIF, Font.PLAIN, 12), "x");
            return Optional.empty();
        } catch (RuntimeException | LinkageError | InternalError noFonts) {
            return Optional.of("Java cannot draw text here, it needs fontconfig and a font (" + noFonts + ")");
        }
    }
}
