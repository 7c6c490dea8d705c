package org.metricloss.results.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.results.figure.EmbeddingView;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.Sweep;
import org.metricloss.results.record.Measure;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.NumberText;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/**
 * The figures of a parameter's sweep, as the center-loss paper shows lambda and alpha (Wen et al., ECCV 2016): the
 * embeddings for each value in a row (its Figure 3) and accuracy against the parameter (its Figure 5).
 */
final class SweepFigures implements FigureSource {
    private static final List<Measure> MEASURES =
            List.of(Measure.CLASSIFIER_ACCURACY, Measure.FOLD_ACCURACY, Measure.PRIMARY, Measure.ROC_AUC);

    @Override
    public List<StaticFigure> of(RunSummary run, RunFolder folder) {
        List<StaticFigure> figures = new ArrayList<>();
        for (Sweep sweep : Sweep.of(run)) {
            embeddings(run, folder, sweep).ifPresent(figures::add);
            accuracy(run, sweep).ifPresent(figures::add);
        }
        return figures;
    }

    private static Optional<StaticFigure> embeddings(RunSummary run, RunFolder folder, Sweep sweep) {
        int panels = 0;
        Sheet sheet = new Sheet(
                run.manifest().name() + ": test embeddings by " + sweep.title(),
                sweep.points().size() + 1,
                400,
                420);
        List<Sweep.Point> points = Stream.concat(
                        sweep.without().map(objective -> new Sweep.Point(0, objective)).stream(),
                        sweep.points().stream())
                .toList();
        for (Sweep.Point point : points) {
            Optional<ShownTrial> shown = ShownTrial.of(point.objective(), folder);
            if (shown.isPresent()) {
                EmbeddingView view = EmbeddingView.of(shown.get().artifact());
                if (panels++ == 0) {
                    EmbeddingPanel.legend(sheet, view);
                }
                sheet.add(EmbeddingPanel.of(
                        sweep.parameterName() + " = " + NumberText.cost(point.value()), view, view.test()));
            }
        }
        return panels == 0
                ? Optional.empty()
                : Optional.of(sheet.figure(
                        "sweep-" + sweep.fileName() + "-embeddings",
                        "Test embeddings of one seed for each value, as in Figure 3 of the center-loss paper; white circles"
                                + " are class centers, dashed rays the classifier's directions. Each panel has its own"
                                + " scale."));
    }

    private static Optional<StaticFigure> accuracy(RunSummary run, Sweep sweep) {
        Sheet sheet = new Sheet(run.manifest().name() + ": accuracy by " + sweep.title(), 2, 460, 340);
        boolean any = false;
        for (Measure measure : MEASURES) {
            Axes axes = new Axes(measure.title() + " on the test part", sweep.title(), measure.title() + " (share)");
            axes.logarithmic(sweep.isLogarithmic(), false);
            List<Sweep.Point> points = sweep.points().stream()
                    .filter(point -> estimate(point.objective(), measure).isPresent())
                    .toList();
            if (points.isEmpty()) {
                continue;
            }
            any = true;
            double[] values = points.stream().mapToDouble(Sweep.Point::value).toArray();
            double[] means = points.stream()
                    .mapToDouble(point ->
                            estimate(point.objective(), measure).orElseThrow().mean())
                    .toArray();
            sweep.without()
                    .flatMap(objective -> estimate(objective, measure))
                    .ifPresent(limit -> limit(axes, limit, values));
            Palette.Look look = Palette.of(0);
            points.forEach(point -> axes.whisker(
                    point.value(), estimate(point.objective(), measure).orElseThrow(), Axes.colour(look)));
            axes.line(values, means, look);
            sheet.add(axes);
        }
        sheet.legend("mean over seeds, 95% t interval", Palette.of(0));
        sweep.without()
                .ifPresent(objective -> sheet.legend(
                        "without " + sweep.loss() + ": " + objective.objective() + " (dashed)",
                        Color.GRAY,
                        Dot.of(Palette.Shape.SQUARE, 6)));
        return any
                ? Optional.of(
                        sheet.figure(
                                "sweep-" + sweep.fileName() + "-accuracy",
                                "As in Figure 5 of the center-loss paper: one network and one data set, the parameter alone changes."))
                : Optional.empty();
    }

    /** The objective without the term, as a level: its weight 0 has no place on a logarithmic axis. */
    private static void limit(Axes axes, MeanEstimate limit, double[] values) {
        double[] ends = {values[0], values[values.length - 1]};
        axes.stroke(ends, new double[] {limit.mean(), limit.mean()}, Color.GRAY, true);
        axes.whisker(ends[0], limit, Color.GRAY).whisker(ends[1], limit, Color.GRAY);
    }

    private static Optional<MeanEstimate> estimate(ObjectiveSummary objective, Measure measure) {
        return Optional.ofNullable(objective.measures().get(measure.id()));
    }
}
