package org.metricloss.results.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.results.cost.CostSummary;
import org.metricloss.results.cost.PhaseCost;
import org.metricloss.results.cost.PointSummary;
import org.metricloss.results.cost.Series;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;

/** Time over the number of samples on logarithmic axes, where a power of n is a straight line: one chart per engine and setting. */
final class GrowthCharts {
    private GrowthCharts() {}

    /** What the series of one chart have in common. */
    private record Panel(String engine, int dimension, String fixed) {
        static Panel of(Series series) {
            return new Panel(series.engine(), series.dimension(), series.fixedInWords());
        }

        String words() {
            return "%s, d = %s, %s".formatted(engine, dimension, fixed);
        }

        String id() {
            return "%s-%s-%s".formatted(engine, dimension, fixed).replaceAll("[^a-z0-9]+", "-");
        }
    }

    /** @return the time of the loss on the batch, by panel; listed tuples are timed on a sample and left out */
    static List<XyChart> times(CostSummary study) {
        return charts(
                study,
                PhaseCost.TOTAL,
                false,
                "cost-time",
                "Time of the loss",
                "Value, derivatives and next state on the embeddings of a batch, median and 95% interval over rounds.");
    }

    /** @return the predicted time of all tuples of n samples, the network included, by panel */
    static List<XyChart> prices(CostSummary study) {
        return charts(
                study,
                PhaseCost.EPOCH,
                true,
                "cost-price",
                "All tuples of n samples",
                "Predicted: with explicit tuples every member goes through the network, with the others every sample once.");
    }

    private static List<XyChart> charts(
            CostSummary study, String phase, boolean listed, String id, String title, String caption) {
        Map<Panel, Map<Series, List<XyPoint>>> panels = new LinkedHashMap<>();
        for (PointSummary point : study.points()) {
            Optional<PhaseCost> cost = point.phase(phase).filter(each -> each.medianSeconds() > 0);
            if (cost.isPresent() && (listed || point.setup().listed().isEmpty())) {
                Series series = Series.of(point.setup());
                panels.computeIfAbsent(Panel.of(series), unseen -> new LinkedHashMap<>())
                        .computeIfAbsent(series, unseen -> new ArrayList<>())
                        .add(xy(point.setup().samples(), cost.get()));
            }
        }
        List<String> styles = study.points().stream()
                .map(point -> Series.of(point.setup()).label())
                .distinct()
                .toList();
        List<XyChart> charts = new ArrayList<>();
        panels.forEach((panel, series) -> {
            List<XySeries> lines = new ArrayList<>();
            series.forEach((one, points) ->
                    lines.add(new XySeries(one.label(), styles.indexOf(one.label()), XySeries.Mark.LINE, points)));
            charts.add(new XyChart(
                    id + "-" + panel.id(),
                    "%s (%s)".formatted(title, panel.words()),
                    caption,
                    Axis.log("samples n", ""),
                    Axis.log("time", "s"),
                    lines));
        });
        return charts;
    }

    /** A logarithmic axis has no place for an interval that reaches 0. */
    private static XyPoint xy(int samples, PhaseCost cost) {
        return new XyPoint(
                samples,
                cost.medianSeconds(),
                Optional.empty(),
                cost.interval().filter(interval -> interval.low() > 0));
    }
}
