package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.figure.BarChart;
import org.metricloss.results.figure.Palette;
import org.metricloss.results.figure.XyChart;
import org.metricloss.results.figure.XyPoint;
import org.metricloss.results.figure.XySeries;
import org.metricloss.results.statistics.LogLogSlope;

/**
 * Time, memory and tuples over the number of samples on logarithmic axes, on which a power of n is a straight line,
 * with one chart per engine and setting. Another chart shows the phases at the largest sizes.
 */
final class GrowthCharts {
    private static final double BYTES_PER_MIB = 1 << 20;

    private GrowthCharts() {}

    /** The common properties of the series of one chart. */
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

    /**
     * A quantity that grows with n.
     *
     * @param quantity its name among the growths of a study
     * @param id the first part of the ids of its charts, before the part that distinguishes them
     * @param title the title of its charts
     * @param axis the axis of its values
     * @param point the value at a size, if there is one above 0
     * @param scale the factor from the growth's values to the axis's unit, such as 1 / 2^20 for bytes in MiB
     * @param caption the explanation that readers need
     */
    private record Quantity(
            String quantity,
            String id,
            String title,
            Axis axis,
            Function<PointSummary, Optional<XyPoint>> point,
            double scale,
            String caption) {}

    /**
     * {@return the time of the loss on the batch, by panel; listed tuples are left out, because they are timed on a
     * sample}
     */
    static List<XyChart> times(CostSummary study) {
        return charts(
                study,
                new Quantity(
                        PhaseCost.TOTAL,
                        "cost-time",
                        "Time of the loss",
                        Axis.log("time", "s"),
                        point -> unlisted(point)
                                .flatMap(one -> one.phase(PhaseCost.TOTAL))
                                .flatMap(cost -> xy(point, cost)),
                        1,
                        "Value, derivatives and next state on the embeddings of a batch, median over rounds and 95% interval"
                                + " of their mean."));
    }

    /** {@return the predicted time of all tuples of n samples, the network included, by panel} */
    static List<XyChart> prices(CostSummary study) {
        return charts(
                study,
                new Quantity(
                        PhaseCost.EPOCH,
                        "cost-price",
                        "All tuples of n samples",
                        Axis.log("time", "s"),
                        point -> point.phase(PhaseCost.EPOCH).flatMap(cost -> xy(point, cost)),
                        1,
                        "Predicted: explicit tuples send every member through the network, other algorithms every sample once."
                                + " These have no interval, because the network's time is from another measurement."));
    }

    /** {@return the peak memory of the loss on the batch, by panel} */
    static List<XyChart> memory(CostSummary study) {
        return charts(
                study,
                new Quantity(
                        Growth.PEAK_BYTES,
                        "cost-peak",
                        "Peak memory of the loss",
                        Axis.log("peak memory", "MiB"),
                        point -> unlisted(point)
                                .flatMap(PointSummary::peakBytes)
                                .filter(bytes -> bytes > 0)
                                .map(bytes -> XyPoint.of(point.setup().samples(), bytes / BYTES_PER_MIB)),
                        1 / BYTES_PER_MIB,
                        "The most resident memory above where the process stood, median over rounds."));
    }

    /** {@return the tuples that the loss touches, for listed tuples the tuples that exist, by panel} */
    static List<XyChart> tuples(CostSummary study) {
        return charts(
                study,
                new Quantity(
                        Growth.TUPLES,
                        "cost-tuples",
                        "Tuples",
                        Axis.log("tuples", ""),
                        point -> Optional.of(point.setup()
                                        .listedTuplesThatExist()
                                        .orElse(point.setup().tuplesPredicted()))
                                .filter(tuples -> tuples > 0)
                                .map(tuples -> XyPoint.of(point.setup().samples(), tuples)),
                        1,
                        "Pairs or triplets that the loss touches, by its formula; of listed tuples those that exist."));
    }

    private static Optional<PointSummary> unlisted(PointSummary point) {
        return Optional.of(point).filter(one -> one.setup().listed().isEmpty());
    }

    private static List<XyChart> charts(CostSummary study, Quantity quantity) {
        Map<Panel, Map<Series, List<XyPoint>>> panels = new LinkedHashMap<>();
        for (PointSummary point : study.points()) {
            quantity.point().apply(point).ifPresent(place -> {
                Series series = Series.of(point.setup());
                panels.computeIfAbsent(Panel.of(series), unseen -> new LinkedHashMap<>())
                        .computeIfAbsent(series, unseen -> new ArrayList<>())
                        .add(place);
            });
        }
        List<String> styles = study.points().stream()
                .map(point -> Series.of(point.setup()).label())
                .distinct()
                .sorted()
                .toList();
        List<XyChart> charts = new ArrayList<>();
        panels.forEach((panel, series) -> {
            List<XySeries> lines = new ArrayList<>();
            series.forEach((one, points) -> {
                int style = styles.indexOf(one.label());
                lines.add(new XySeries(one.label(), style, XySeries.Mark.LINE, points));
                fit(study, one, quantity, style).ifPresent(lines::add);
            });
            charts.add(new XyChart(
                    quantity.id() + "-" + panel.id(),
                    "%s (%s)".formatted(quantity.title(), panel.words()),
                    quantity.caption()
                            + " Dashed: the fitted power of n with its 95% interval, over the sizes that it rests on.",
                    Axis.log("samples n", ""),
                    quantity.axis(),
                    lines));
        });
        return charts;
    }

    /** The fitted power law, from its first size to its last. */
    private static Optional<XySeries> fit(CostSummary study, Series series, Quantity quantity, int style) {
        return study.growths().stream()
                .filter(growth ->
                        growth.series().equals(series) && growth.quantity().equals(quantity.quantity()))
                .filter(growth -> growth.slope().isPresent())
                .findFirst()
                .map(growth -> new XySeries(
                        series.label() + ": " + growth.words().orElseThrow(),
                        style,
                        XySeries.Mark.GUIDE,
                        Stream.of(
                                        growth.sizes().get(0),
                                        growth.sizes().get(growth.sizes().size() - 1))
                                .map(size -> XyPoint.of(size, quantity.scale() * at(growth, size)))
                                .toList()));
    }

    private static double at(Growth growth, int size) {
        LogLogSlope slope = growth.slope().orElseThrow();
        return Math.exp(slope.intercept() + slope.slope() * Math.log(size));
    }

    /**
     * {@return the shares of the phases in the loss's time, by engine, for each series at its largest size; series with a
     * single phase are left out}
     */
    static List<BarChart> phases(CostSummary study) {
        Map<Series, PointSummary> largest = new LinkedHashMap<>();
        study.points().stream()
                .filter(point ->
                        point.phase(PhaseCost.TOTAL).isPresent() && parts(point).count() > 1)
                .forEach(point -> largest.put(Series.of(point.setup()), point));
        List<String> names = largest.values().stream()
                .flatMap(GrowthCharts::parts)
                .distinct()
                .toList();
        List<String> engines =
                largest.keySet().stream().map(Series::engine).distinct().toList();
        return engines.stream()
                .map(engine -> {
                    Map<Series, PointSummary> ofEngine = new LinkedHashMap<>(largest);
                    ofEngine.keySet().removeIf(series -> !series.engine().equals(engine));
                    return phases(
                            engines.size() > 1 ? "-" + engine : "",
                            engines.size() > 1 ? " (" + engine + ")" : "",
                            names,
                            ofEngine);
                })
                .toList();
    }

    private static Stream<String> parts(PointSummary point) {
        return point.phases().stream().filter(PhaseCost::isPart).map(PhaseCost::phase);
    }

    private static BarChart phases(String id, String of, List<String> names, Map<Series, PointSummary> largest) {
        List<BarChart.Part> parts = new ArrayList<>();
        for (String name : names) {
            parts.add(new BarChart.Part(
                    name,
                    Palette.part(parts.size()),
                    largest.values().stream().map(point -> share(point, name)).toList()));
        }
        boolean severalFixed =
                largest.keySet().stream().map(Series::fixedInWords).distinct().count() > 1;
        return new BarChart(
                "cost-phase-shares" + id,
                "Phases of the loss at each series' largest size" + of,
                "Shares of the time that the phases take together; a phase below the noise is 0. Losses with a single phase"
                        + " are left out.",
                Axis.share("share of the time"),
                largest.values().stream()
                        .map(point -> name(point, severalFixed))
                        .toList(),
                parts);
    }

    private static String name(PointSummary point, boolean withFixed) {
        Series series = Series.of(point.setup());
        return "%s%s, d = %s, n = %s"
                .formatted(
                        series.label(),
                        withFixed ? ", " + series.fixedInWords() : "",
                        series.dimension(),
                        point.setup().samples());
    }

    private static Optional<BarChart.Bar> share(PointSummary point, String phase) {
        return point.share(phase).map(share -> new BarChart.Bar(share, Optional.empty()));
    }

    private static Optional<XyPoint> xy(PointSummary point, PhaseCost cost) {
        return cost.medianSeconds() > 0
                ? Optional.of(new XyPoint(
                        point.setup().samples(),
                        cost.medianSeconds(),
                        Optional.empty(),
                        cost.interval(),
                        List.of(),
                        cost.few()))
                : Optional.empty();
    }
}
