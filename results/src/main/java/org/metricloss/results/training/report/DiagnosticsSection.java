package org.metricloss.results.training.report;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Csv;
import org.metricloss.results.table.ReportTable;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * Loss and diagnostics over the epochs: active share, norms, distances.
 *
 * @param run the runs
 */
record DiagnosticsSection(RecordedRuns run) implements ReportSection {
    private static final int MOST_CHARTS = 16;
    private static final int MOST_SERIES = 12;

    @Override
    public void write(ReportWriter out) {
        if (run.trials().stream().allMatch(trial -> trial.epochs().isEmpty())) {
            return;
        }
        out.heading(2, "Diagnostics by epoch");
        if (out.showsFigures()) {
            out.explanation(
                    "Means over finished seeds, with 95% intervals as bands from three seeds on.",
                    "Losses of different objectives are different quantities: compare their shapes, not their heights.");
            Set<String> ids = new HashSet<>();
            EpochCurve.quantities(run).stream()
                    .filter(quantity ->
                            !quantity.startsWith("tuples") && !quantity.equals(EpochRecord.EMBEDDINGS_COLLAPSED))
                    .flatMap(quantity -> chart(quantity, ids).stream())
                    .limit(MOST_CHARTS)
                    .forEach(out::figure);
        }
        out.records(ReportTable.of("tables/epochs.csv", EpochTable.of(run)));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, EpochTable.of(run));
    }

    private Optional<XyChart> chart(String quantity, Set<String> ids) {
        List<EpochCurve> curves = EpochCurve.of(run, quantity);
        if (isNothingButZeros(curves)) {
            return Optional.empty();
        }
        List<XySeries> series = new ArrayList<>();
        for (EpochCurve curve : curves.subList(0, Math.min(MOST_SERIES, curves.size()))) {
            ObjectiveSummary objective = run.objectives().stream()
                    .filter(one -> one.objective().equals(curve.objective())
                            && one.engine().equals(curve.engine()))
                    .findFirst()
                    .orElseThrow();
            series.add(XySeries.line(run.name(objective), run.style(objective), points(curve.byEpoch())));
        }
        Axis axis = EpochCurve.axis(curves, quantity);
        return Optional.of(new XyChart(
                id(quantity, ids),
                axis.title(),
                series.size() < curves.size() ? "The first " + MOST_SERIES + " objectives." : "",
                Axis.amount("epoch", ""),
                axis,
                series));
    }

    /**
     * Returns an id for a quantity, numbered if the names of two quantities differ only in characters that an id cannot
     * hold.
     */
    private static String id(String quantity, Set<String> taken) {
        String name = "epochs-" + quantity.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT);
        String id = name;
        for (int number = 2; !taken.add(id); number++) {
            id = name + "-" + number;
        }
        return id;
    }

    /**
     * Detects quantities that are always 0, such as the staleness of centers if every batch has every class. They
     * appear in the table but are not drawn.
     */
    private static boolean isNothingButZeros(List<EpochCurve> curves) {
        return curves.stream().flatMap(curve -> curve.byEpoch().stream()).allMatch(estimate -> estimate.mean() == 0);
    }

    private static List<XyPoint> points(List<MeanEstimate> byEpoch) {
        List<XyPoint> points = new ArrayList<>();
        for (MeanEstimate estimate : byEpoch) {
            points.add(XyPoint.of(points.size() + 1, estimate));
        }
        return points;
    }
}
