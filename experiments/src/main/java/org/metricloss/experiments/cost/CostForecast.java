package org.metricloss.experiments.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossStage;
import org.metricloss.experiments.work.FolderTree;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkerPool;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.cost.PointCost;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.cost.TimedWork;
import org.metricloss.results.store.ResultsException;

/**
 * A forecast of the time and memory of a cost study, made before the study runs. One point of middle size of each
 * series is measured briefly, in a separate process like every point of the study. The time of the other points follows
 * from the expected exponents and from how long the study measures each point.
 *
 * @param plan the study
 * @param limit how much memory a point may be predicted to need
 * @param groups one per series, engine, dimension and fixed count
 */
record CostForecast(CostPlan plan, MemoryLimit limit, List<Group> groups) {
    private static final CostTiming PROBE = new CostTiming(1, 2, 0, 0, CostTiming.DEFAULT.limit());

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
    record Group(CostPoint first, int points, int unfit, long mostTuples, long mostBytes, double seconds) {}

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
        Probes probes = Probes.measure(plan, limit);
        Map<String, List<CostPoint>> grouped = new LinkedHashMap<>();
        plan.points().stream()
                .sorted(Comparator.comparing(CostForecast::key).thenComparingInt(CostPoint::samples))
                .forEach(point -> grouped.computeIfAbsent(key(point), unseen -> new ArrayList<>())
                        .add(point));
        List<Group> groups = grouped.values().stream()
                .map(points -> group(plan, limit, points, probes))
                .toList();
        return new CostForecast(plan, limit, groups);
    }

    private static Group group(CostPlan plan, MemoryLimit limit, List<CostPoint> points, Probes probes) {
        List<CostPoint> fitting = points.stream()
                .filter(point -> plan.predictedBytes(point) <= limit.bytes())
                .toList();
        double seconds = fitting.stream()
                .mapToDouble(point -> probes.seconds(plan.experiment().timing(), point))
                .sum();
        Optional<CostPoint> largest = fitting.stream().max(Comparator.comparingInt(CostPoint::samples));
        return new Group(
                points.get(0),
                points.size(),
                points.size() - fitting.size(),
                largest.map(point -> plan.setup(point).tuplesPredicted()).orElse(0L),
                largest.map(plan::predictedBytes).orElse(0L),
                seconds);
    }

    private static String key(CostPoint point) {
        return "%s/%s/%s/%s/%s"
                .formatted(
                        point.series().name(),
                        point.series().algorithm(),
                        point.engine(),
                        point.dimension(),
                        point.fixed());
    }

    /** {@return the predicted duration of the study, in seconds} */
    public double seconds() {
        return groups.stream().mapToDouble(Group::seconds).sum();
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
                    group.seconds()));
        }
        long unfit = groups.stream().mapToLong(Group::unfit).sum();
        if (unfit > 0) {
            lines.add("%s measurements would need more than %s of memory: they will be recorded as out of memory"
                    .formatted(unfit, limit));
        }
        lines.add(String.format(Locale.ROOT, "about %.0f s in all", seconds()));
        return lines;
    }

    /**
     * The results of the probes.
     *
     * @param byGroup the probe of each group for which one could be measured
     * @param setups the point that each probe measured
     * @param betweenSeconds the mean time per process that its own record does not include
     */
    private record Probes(Map<String, PointCost> byGroup, Map<String, CostPoint> setups, double betweenSeconds) {
        static Probes measure(CostPlan plan, MemoryLimit limit) {
            CostPlan probes = CostPlan.of(probe(plan, limit));
            try {
                Path folder = Files.createTempDirectory("metricloss-check");
                try {
                    return measure(probes, folder, limit);
                } finally {
                    delete(folder);
                }
            } catch (IOException failed) {
                throw new ResultsException("probes cannot be measured: " + failed.getMessage(), failed);
            }
        }

        /** Returns the study with one size for each series: the middle one of the sizes that fit in every group. */
        private static CostExperiment probe(CostPlan plan, MemoryLimit limit) {
            List<CostSeries> series = new ArrayList<>();
            for (CostSeries each : plan.experiment().series()) {
                List<Integer> fitting = each.sizes().stream()
                        .filter(samples -> plan.points().stream()
                                .filter(point -> point.series().equals(each) && point.samples() == samples)
                                .allMatch(point -> plan.predictedBytes(point) <= limit.bytes()))
                        .toList();
                if (!fitting.isEmpty()) {
                    series.add(each.at(List.of(fitting.get(fitting.size() / 2))));
                }
            }
            return plan.experiment().with(series, PROBE);
        }

        private static Probes measure(CostPlan probes, Path folder, MemoryLimit limit) {
            StudyRun run = StudyRun.create(probes, folder, "check", Optional.empty(), Optional.empty());
            WorkerSettings settings = probes.settings(WorkerSettings.forProbes());
            long start = System.nanoTime();
            run.record(new WorkerPool(probes, run.folder(), Progress.QUIET, settings), limit);
            double wallSeconds = (System.nanoTime() - start) * 1e-9;
            Map<String, PointCost> costs = new LinkedHashMap<>();
            Map<String, CostPoint> setups = new LinkedHashMap<>();
            double own = 0;
            for (PointRecord record : run.folder().records(PointRecord.class)) {
                CostPoint point = probes.point(record.id());
                own += record.wallSeconds();
                record.cost().ifPresent(cost -> {
                    costs.put(key(point), cost);
                    setups.put(key(point), point);
                });
            }
            int count = Math.max(1, probes.points().size());
            return new Probes(costs, setups, Math.max(0, wallSeconds - own) / count);
        }

        /** {@return how long a measurement of a point takes, from start to end} */
        double seconds(CostTiming timing, CostPoint point) {
            PointCost cost = byGroup.get(key(point));
            if (cost == null) {
                // The probe did not end within the time limit.
                return timing.limit();
            }
            CostPoint probed = setups.get(key(point));
            double factor = point.series().loss().listedTuples().isPresent()
                    ? 1
                    : Math.pow((double) point.samples() / probed.samples(), exponent(point));
            double perRepeat = perRepeat(cost);
            double whole = median(cost.stages().get(cost.stages().size() - 1));
            // The probe ran the whole loss twice for memory and counts, then everything once as warm-up, and then its
            // repeats.
            int rounds = 1 + cost.stages().get(0).seconds().size();
            double startup = Math.max(0, cost.processSeconds() - rounds * perRepeat - 2 * whole);
            double repeat = factor * perRepeat;
            double warmUp = Math.max(repeat, timing.warmUp());
            double repeats = Math.max(timing.repeats() * repeat, timing.seconds());
            return Math.min(timing.limit(), startup + 2 * factor * whole + warmUp + repeats + betweenSeconds);
        }

        private static int exponent(CostPoint point) {
            return CostedLoss.of(point.series().loss()).stages().stream()
                    .mapToInt(LossStage::exponent)
                    .max()
                    .orElseThrow();
        }

        private static double perRepeat(PointCost cost) {
            return cost.stages().stream().mapToDouble(Probes::median).sum()
                    + cost.step().map(Probes::median).orElse(0.0)
                    + cost.network().map(Probes::median).orElse(0.0);
        }

        private static double median(TimedWork work) {
            return work.seconds().stream()
                    .sorted()
                    .skip(work.seconds().size() / 2)
                    .findFirst()
                    .orElseThrow();
        }

        private static void delete(Path folder) {
            try {
                FolderTree.delete(folder);
            } catch (IOException failed) {
                throw new ResultsException("cannot delete " + folder + ": " + failed.getMessage(), failed);
            }
        }
    }
}
