package org.metricloss.experiments.cost;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.ProcessorShare;

/**
 * A forecast of the time and memory of a cost study, made before the study runs. One point of middle size of each
 * series is measured briefly, in a separate process like every point of the study. The time of the other points follows
 * from the expected exponents and from how long the study measures each point.
 *
 * @param plan the study
 * @param limit how much memory a point may be predicted to need
 * @param groups one per series, engine, dimension and fixed count
 * @param machine the load while the probes were measured, in words
 */
record CostForecast(CostPlan plan, MemoryLimit limit, List<Group> groups, String machine) {
    /**
     * Points that differ only in size and round.
     *
     * @param first one of them
     * @param points how many, over all sizes and rounds
     * @param unfit how many of the points are predicted to need too much memory
     * @param mostTuples the tuples of the largest point that fits
     * @param mostBytes the predicted bytes of the largest point that fits
     * @param seconds the predicted seconds for all points together
     */
    record Group(CostPoint first, int points, int unfit, long mostTuples, long mostBytes, Seconds seconds) {}

    /**
     * A prediction, and the predictions from the fastest and the slowest of what the probes measured.
     *
     * @param expected from medians
     * @param least from the fastest repeat of each probe and the fastest start of a process
     * @param most from the slowest repeat of each probe and the slowest start of a process
     */
    record Seconds(double expected, double least, double most) {
        Seconds plus(Seconds other) {
            return new Seconds(expected + other.expected, least + other.least, most + other.most);
        }
    }

    /** Copies the list. */
    public CostForecast {
        groups = List.copyOf(groups);
    }

    /**
     * Measures the probes, and stores none of their results.
     *
     * @param plan the study
     * @param limit how much memory a point may be predicted to need
     * @return the forecast
     */
    static CostForecast of(CostPlan plan, MemoryLimit limit) {
        ProcessorShare share = ProcessorShare.start();
        CostProbes probes = CostProbes.measure(plan, limit);
        Map<String, List<CostPoint>> grouped = new LinkedHashMap<>();
        plan.points().stream()
                .sorted(Comparator.comparing(CostForecast::key).thenComparingInt(CostPoint::samples))
                .forEach(point -> grouped.computeIfAbsent(key(point), unseen -> new ArrayList<>())
                        .add(point));
        List<Group> groups = grouped.values().stream()
                .map(points -> group(plan, limit, points, probes))
                .toList();
        return new CostForecast(plan, limit, groups, share.loadInWords());
    }

    private static Group group(CostPlan plan, MemoryLimit limit, List<CostPoint> points, CostProbes probes) {
        List<CostPoint> fitting = points.stream()
                .filter(point -> plan.predictedBytes(point) <= limit.bytes())
                .toList();
        Seconds seconds = fitting.stream()
                .map(point -> probes.seconds(plan.experiment().timing(), point))
                .reduce(new Seconds(0, 0, 0), Seconds::plus);
        Optional<CostPoint> largest = fitting.stream().max(Comparator.comparingInt(CostPoint::samples));
        return new Group(
                points.get(0),
                points.size(),
                points.size() - fitting.size(),
                largest.map(point -> plan.setup(point).tuplesPredicted()).orElse(0L),
                largest.map(plan::predictedBytes).orElse(0L),
                seconds);
    }

    static String key(CostPoint point) {
        return "%s/%s/%s/%s/%s"
                .formatted(
                        point.series().name(),
                        point.series().algorithm(),
                        point.engine(),
                        point.dimension(),
                        point.fixed());
    }

    /** {@return the predicted duration of the study, in seconds} */
    public Seconds seconds() {
        return groups.stream().map(Group::seconds).reduce(new Seconds(0, 0, 0), Seconds::plus);
    }

    /** {@return the lines of the forecast, in words} */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%s: %s measurements of %s points in %s rounds"
                .formatted(
                        plan.experiment().name(),
                        plan.points().size(),
                        plan.points().size() / plan.experiment().timing().rounds(),
                        plan.experiment().timing().rounds()));
        lines.add(String.format(
                Locale.ROOT,
                "%-28s %-12s %5s %8s %12s %16s %12s %10s",
                "loss",
                "engine",
                "d",
                "fixed",
                "measurements",
                "most tuples",
                "most memory",
                "time"));
        for (Group group : groups) {
            CostPoint first = group.first();
            lines.add(String.format(
                    Locale.ROOT,
                    "%-28s %-12s %5d %8s %12d %16d %12s %8.0f s",
                    first.series().name() + " " + first.series().algorithm(),
                    first.engine(),
                    first.dimension(),
                    first.fixed(),
                    group.points(),
                    group.mostTuples(),
                    MemoryLimit.shown(group.mostBytes()),
                    group.seconds().expected()));
        }
        long unfit = groups.stream().mapToLong(Group::unfit).sum();
        if (unfit > 0) {
            lines.add("%s measurements would need more than %s of memory and will be recorded as out of memory"
                    .formatted(unfit, limit));
        }
        Seconds all = seconds();
        lines.add(String.format(
                Locale.ROOT, "about %.0f s in all (%.0f to %.0f s)", all.expected(), all.least(), all.most()));
        lines.add(machine);
        return lines;
    }
}
