package org.metricloss.results.chart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metricloss.results.figure.EpochCurve;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/** Loss and diagnostics over the epochs, a panel each. */
final class CurveFigure implements FigureSource {
    private static final int MOST_PANELS = 12;

    @Override
    public List<StaticFigure> of(RunSummary run, RunFolder folder) {
        Sheet sheet = new Sheet(run.manifest().name() + ": training by epoch", 3, 400, 300);
        Map<String, Palette.Look> looks = new LinkedHashMap<>();
        for (ObjectiveSummary objective : run.objectives()) {
            looks.put(Labels.of(run, objective), Palette.of(looks.size()));
        }
        looks.forEach(sheet::legend);
        int panels = 0;
        for (String quantity : quantities(run)) {
            Axes axes = new Axes(quantity, "epoch", quantity);
            for (EpochCurve curve : EpochCurve.of(run, quantity)) {
                draw(axes, curve.byEpoch(), looks.get(Labels.of(run, curve.objective(), curve.engine())));
            }
            if (!axes.isEmpty() && panels < MOST_PANELS) {
                sheet.add(axes);
                panels++;
            }
        }
        return panels == 0
                ? List.of()
                : List.of(sheet.figure(
                        "epochs",
                        "Means over finished seeds with 95% t intervals where there are several seeds. Losses of different"
                                + " objectives are different quantities: compare their shapes, not their heights."));
    }

    /** Sums that tell nothing as a curve are left to the table. */
    private static List<String> quantities(RunSummary run) {
        return EpochCurve.quantities(run).stream()
                .filter(quantity ->
                        !quantity.startsWith("tuples") && !quantity.equals(EpochRecord.EMBEDDINGS_COLLAPSED))
                .toList();
    }

    private static void draw(Axes axes, List<MeanEstimate> byEpoch, Palette.Look look) {
        double[] epochs =
                IntStream.rangeClosed(1, byEpoch.size()).asDoubleStream().toArray();
        for (int i = 0; i < epochs.length; i++) {
            axes.whisker(epochs[i], byEpoch.get(i), Axes.colour(look));
        }
        axes.line(epochs, byEpoch.stream().mapToDouble(MeanEstimate::mean).toArray(), look);
    }
}
