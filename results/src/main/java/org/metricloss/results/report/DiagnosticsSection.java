package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.EpochCurve;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.record.EpochRecord;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.table.EpochTable;

/** Loss and diagnostics over the epochs: active share, norms, distances. */
final class DiagnosticsSection implements ReportSection {
    private static final int MOST_CHARTS = 16;
    private static final int MOST_SERIES = 12;

    /** What diagnostics are called and measured in; others are called by their name. */
    private static final Map<String, Axis> AXES = Map.of(
            EpochCurve.LOSS,
            Axis.linear("loss", ""),
            EpochRecord.EMBEDDING_NORM,
            Axis.amount("mean norm of embeddings", ""),
            EpochRecord.EMBEDDING_SPREAD,
            Axis.amount("spread of embeddings", ""),
            "activeShare",
            Axis.share("share of active tuples"),
            "meanPositiveDistance",
            Axis.amount("mean distance of positives", ""),
            "meanNegativeDistance",
            Axis.amount("mean distance of negatives", ""),
            "meanCenterDistance",
            Axis.amount("mean distance from the center", ""),
            "batchAccuracy",
            Axis.share("accuracy in the batch"),
            "meanStaleness",
            Axis.amount("mean staleness of centers", "steps"),
            "largestStaleness",
            Axis.amount("largest staleness of centers", "steps"));

    @Override
    public void write(ReportInput input, ReportWriter out) {
        if (input.summary().trials().stream().allMatch(trial -> trial.epochs().isEmpty())) {
            return;
        }
        out.heading(2, "Diagnostics by epoch");
        if (out.showsFigures()) {
            out.paragraph(
                    "Means over finished seeds, with 95% t intervals as bands. Losses of different objectives are different"
                            + " quantities: compare their shapes, not their heights.");
            EpochCurve.quantities(input.summary()).stream()
                    .filter(quantity ->
                            !quantity.startsWith("tuples") && !quantity.equals(EpochRecord.EMBEDDINGS_COLLAPSED))
                    .map(quantity -> chart(input, quantity))
                    .flatMap(Optional::stream)
                    .limit(MOST_CHARTS)
                    .forEach(out::figure);
        }
        out.records(ReportTable.of("tables/epochs.csv", EpochTable.of(input.summary())));
    }

    private static Optional<XyChart> chart(ReportInput input, String quantity) {
        List<XySeries> series = new ArrayList<>();
        for (EpochCurve curve : EpochCurve.of(input.summary(), quantity)) {
            ObjectiveSummary objective = input.summary().objectives().stream()
                    .filter(one -> one.objective().equals(curve.objective())
                            && one.engine().equals(curve.engine()))
                    .findFirst()
                    .orElseThrow();
            if (series.size() < MOST_SERIES) {
                series.add(new XySeries(
                        input.name(objective), input.style(objective), XySeries.Mark.LINE, points(curve.byEpoch())));
            }
        }
        Axis axis = AXES.getOrDefault(quantity, Axis.linear(quantity, ""));
        return isNothingButZeros(series)
                ? Optional.empty()
                : Optional.of(new XyChart(
                        "epochs-" + quantity.replaceAll("[^A-Za-z0-9]+", "-").toLowerCase(Locale.ROOT),
                        axis.title(),
                        series.size() < EpochCurve.of(input.summary(), quantity).size()
                                ? "The first " + MOST_SERIES + " objectives."
                                : "",
                        Axis.amount("epoch", ""),
                        axis,
                        series));
    }

    /** Such as the staleness of centers where every batch has every class: no picture, the table has it. */
    private static boolean isNothingButZeros(List<XySeries> series) {
        return series.stream().flatMap(one -> one.points().stream()).allMatch(point -> point.y() == 0);
    }

    private static List<XyPoint> points(List<MeanEstimate> byEpoch) {
        List<XyPoint> points = new ArrayList<>();
        for (MeanEstimate estimate : byEpoch) {
            points.add(XyPoint.of(points.size() + 1, estimate));
        }
        return points;
    }
}
