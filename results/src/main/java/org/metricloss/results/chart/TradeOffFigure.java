package org.metricloss.results.chart;

import java.awt.Color;
import java.util.Comparator;
import java.util.List;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.TradeOff;
import org.metricloss.results.record.Measure;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.RunSummary;

/** The answer as a picture: the primary measure against what a trial took, with intervals and the Pareto set. */
final class TradeOffFigure implements FigureSource {
    @Override
    public List<StaticFigure> of(RunSummary run, RunFolder folder) {
        List<TradeOff> points = TradeOff.of(run, Measure.PRIMARY);
        if (points.isEmpty()) {
            return List.of();
        }
        boolean shares = points.stream().anyMatch(point -> point.objective().sideBySide() > 0);
        Axes axes = new Axes(
                Measure.PRIMARY.title() + " on the test part against time",
                "seconds per trial" + (shares ? " (some ran side by side: not comparable)" : ""),
                Measure.PRIMARY.title() + " (share of queries)");
        Sheet sheet = new Sheet(run.manifest().name() + ": accuracy against cost", 1, 760, 460);
        List<TradeOff> front = points.stream()
                .filter(TradeOff::inParetoSet)
                .sorted(Comparator.comparingDouble(point -> point.seconds().mean()))
                .toList();
        axes.stroke(
                front.stream().mapToDouble(point -> point.seconds().mean()).toArray(),
                front.stream().mapToDouble(point -> point.measure().mean()).toArray(),
                Color.GRAY,
                true);
        for (int i = 0; i < points.size(); i++) {
            TradeOff point = points.get(i);
            Palette.Look look = Palette.of(i);
            Color colour = Axes.colour(look);
            double x = point.seconds().mean();
            double y = point.measure().mean();
            point.seconds().interval().ifPresent(wide -> axes.whisker(wide.low(), y, wide.high(), y, colour));
            axes.whisker(x, point.measure(), colour);
            Dot dot = point.inParetoSet() ? Dot.edged(look.shape(), 11, Color.BLACK) : Dot.of(look.shape(), 11);
            axes.points(new double[] {x}, new double[] {y}, colour, dot);
            sheet.legend(Labels.of(run, point.objective()) + (point.inParetoSet() ? " (Pareto set)" : ""), colour, dot);
        }
        return List.of(sheet.add(axes)
                .figure(
                        "accuracy-cost",
                        "Means over seeds with 95% t intervals where there are several seeds. In the Pareto set"
                                + " (outlined, dashed line) is what no other objective beats in both means: intervals that"
                                + " overlap can change places."));
    }
}
