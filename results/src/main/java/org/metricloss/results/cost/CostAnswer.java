package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.figure.Axis;
import org.metricloss.results.report.Ranking;
import org.metricloss.results.text.NumberText;

/**
 * The answer of a cost study: the time of one batch with each loss, as a multiple of the baseline's and of the network's
 * step, and how it grows. Listed tuples are left out, because only a sample of them is timed.
 */
final class CostAnswer {
    private final CostSummary study;
    private final Map<Series, PointSummary> rows;
    private final OptionalInt size;

    private CostAnswer(CostSummary study) {
        this.study = study;
        Map<Series, List<PointSummary>> measured = study.points().stream()
                .filter(point -> point.setup().listed().isEmpty()
                        && point.phase(PhaseCost.TOTAL)
                                .filter(time -> time.medianSeconds() > 0)
                                .isPresent())
                .collect(Collectors.groupingBy(
                        point -> Series.of(point.setup()), LinkedHashMap::new, Collectors.toList()));
        this.size = size(measured);
        this.rows = new LinkedHashMap<>();
        measured.forEach((series, points) -> rows.put(
                series, points.stream().filter(this::isOfSize).findFirst().orElse(points.get(points.size() - 1))));
    }

    static CostAnswer of(CostSummary study) {
        return new CostAnswer(study);
    }

    /**
     * {@return the size that is compared: the largest at which every series was measured or, if there is none, the baseline's
     * largest; empty without a baseline too}
     */
    private OptionalInt size(Map<Series, List<PointSummary>> measured) {
        List<List<Integer>> sizes = measured.values().stream()
                .map(points ->
                        points.stream().map(point -> point.setup().samples()).toList())
                .toList();
        OptionalInt common = sizes.stream()
                .flatMap(List::stream)
                .filter(candidate -> sizes.stream().allMatch(one -> one.contains(candidate)))
                .mapToInt(Integer::intValue)
                .max();
        return common.isPresent()
                ? common
                : measured.entrySet().stream()
                        .filter(entry -> isBaseline(entry.getKey()))
                        .flatMap(entry -> entry.getValue().stream())
                        .mapToInt(point -> point.setup().samples())
                        .max();
    }

    private boolean isOfSize(PointSummary point) {
        return size.isPresent() && point.setup().samples() == size.getAsInt();
    }

    /** {@return the answer in one sentence of at most 30 words, unless names are long} */
    String sentence() {
        if (rows.isEmpty()) {
            return "No loss has been measured yet.";
        }
        List<Series> ranked = ranked().stream()
                .filter(series -> size.isEmpty() || isOfSize(rows.get(series)))
                .toList();
        Optional<Series> baseline = ranked.stream().filter(this::isDivisor).findFirst();
        if (baseline.isEmpty()) {
            Series last = ranked.get(ranked.size() - 1);
            return ranked.size() == 1
                    ? batch() + " takes " + time(last) + " with " + name(last) + "."
                    : batch() + " takes from " + time(ranked.get(0)) + " with " + name(ranked.get(0)) + " to "
                            + time(last) + " with " + name(last) + ".";
        }
        List<Series> others = ranked.stream()
                .filter(series -> !isBaseline(series) && times(series).isPresent() && isBeside(series, baseline.get()))
                .toList();
        String of = batch() + " takes " + time(baseline.get()) + " with " + name(baseline.get());
        if (others.isEmpty()) {
            return of + ", the baseline.";
        }
        Series least =
                others.stream().min(Comparator.comparingDouble(this::multiple)).orElseThrow();
        Series most =
                others.stream().max(Comparator.comparingDouble(this::multiple)).orElseThrow();
        String first = ", and " + NumberText.factor(multiple(least)) + " times as long with " + name(least);
        return of
                + (least.equals(most)
                        ? first + "."
                        : ", the baseline; " + name(least) + " takes " + NumberText.factor(multiple(least))
                                + " times as long, " + name(most) + " " + NumberText.factor(multiple(most))
                                + " times.");
    }

    /** {@return the ranked picture; empty if nothing was measured} */
    Optional<Ranking> ranking() {
        if (rows.isEmpty()) {
            return Optional.empty();
        }
        boolean sizes = rows.values().stream().anyMatch(point -> !isOfSize(point));
        boolean network =
                rows.values().stream().anyMatch(point -> point.networkSeconds().isPresent());
        boolean singles =
                rows.keySet().stream().anyMatch(series -> !total(series).few().isEmpty());
        List<String> columns = new ArrayList<>();
        if (sizes) {
            columns.add("batch of");
        }
        columns.add("times " + study.manifest().baseline());
        if (network) {
            columns.add("times the network's step");
        }
        columns.add("growth");
        List<String> styles =
                rows.keySet().stream().map(Series::label).distinct().sorted().toList();
        return Optional.of(new Ranking(
                "loss",
                Axis.log("time of one batch" + (sizes ? "" : " of " + size.getAsInt()), "s"),
                OptionalDouble.empty(),
                columns,
                "The large dot is the median of the processes, and the bar the 95% interval of their mean"
                        + (singles ? "; small dots are single processes." : ".")
                        + (sizes ? " Losses are ranked among those with the same batch." : ""),
                ranked().stream()
                        .map(series -> row(series, sizes, network, styles))
                        .toList()));
    }

    private Ranking.Row row(Series series, boolean sizes, boolean network, List<String> styles) {
        PointSummary point = rows.get(series);
        PhaseCost total = total(series);
        List<String> cells = new ArrayList<>();
        if (sizes) {
            cells.add(Integer.toString(point.setup().samples()));
        }
        cells.add(
                isDivisor(series)
                        ? "the baseline"
                        : times(series).map(NumberText::factor).orElse("-"));
        if (network) {
            cells.add(point.networkSeconds()
                    .map(step -> NumberText.factor(total.medianSeconds() / step))
                    .orElse("-"));
        }
        cells.add(growth(series));
        return new Ranking.Row(
                name(series),
                styles.indexOf(series.label()),
                NumberText.seconds(total.medianSeconds())
                        + (PriceSection.interval(total).equals("-") ? "" : " " + interval(total)),
                Optional.of(new Ranking.Place(total.medianSeconds(), total.interval(), total.few())),
                cells);
    }

    private static String interval(PhaseCost total) {
        return total.interval()
                .map(interval -> NumberText.interval(interval, NumberText::seconds))
                .orElse("(" + PriceSection.interval(total) + ")");
    }

    private String growth(Series series) {
        return study.growths().stream()
                .filter(growth ->
                        growth.series().equals(series) && growth.quantity().equals(PhaseCost.TOTAL))
                .flatMap(growth -> growth.doubling().stream())
                .map(factor -> "doubling the batch multiplies the time by " + factor)
                .findFirst()
                .orElse("-");
    }

    /** Returns the series by their time: those of the compared size first, then those of each other size. */
    private List<Series> ranked() {
        return rows.keySet().stream()
                .sorted(Comparator.<Series, Boolean>comparing(series -> !isOfSize(rows.get(series)))
                        .thenComparing(series -> rows.get(series).setup().samples())
                        .thenComparing(series -> total(series).medianSeconds()))
                .toList();
    }

    private PhaseCost total(Series series) {
        return rows.get(series).phase(PhaseCost.TOTAL).orElseThrow();
    }

    private String time(Series series) {
        return NumberText.seconds(total(series).medianSeconds());
    }

    private boolean isBaseline(Series series) {
        return series.loss().equals(study.manifest().baseline());
    }

    /** {@return whether other series of its engine and classes are divided by this one: the first algorithm of the baseline} */
    private boolean isDivisor(Series series) {
        return isBaseline(series) && times(series).map(times -> times == 1).orElse(true);
    }

    private boolean isBeside(Series series, Series baseline) {
        PointSetup one = rows.get(series).setup();
        PointSetup other = rows.get(baseline).setup();
        return one.engine().equals(other.engine())
                && one.dimension() == other.dimension()
                && one.classes() == other.classes();
    }

    private Optional<Double> times(Series series) {
        OptionalDouble times = total(series).timesBaseline();
        return times.isPresent() ? Optional.of(times.getAsDouble()) : Optional.empty();
    }

    private double multiple(Series series) {
        return times(series).orElseThrow();
    }

    private String batch() {
        return size.isPresent() ? "A batch of " + size.getAsInt() : "A batch of the largest size";
    }

    /** The name of a series with whatever distinguishes it from the others. */
    private String name(Series series) {
        StringBuilder name = new StringBuilder(series.label());
        if (different(Series::engine)) {
            name.append(" on ").append(series.engine());
        }
        if (different(Series::dimension)) {
            name.append(", d = ").append(series.dimension());
        }
        if (different(Series::fixedInWords)) {
            name.append(", ").append(series.fixedInWords());
        }
        return name.toString();
    }

    private boolean different(Function<Series, ?> of) {
        return rows.keySet().stream().map(of).distinct().count() > 1;
    }
}
