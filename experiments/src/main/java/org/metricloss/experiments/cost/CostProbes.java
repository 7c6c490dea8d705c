package org.metricloss.experiments.cost;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import org.metricloss.base.Causes;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.LossStage;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkerPool;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.cost.PointCost;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.cost.TimedWork;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.ResultsException;

/**
 * The results of the probes of a cost study: brief measurements of one point of each group.
 *
 * @param byGroup the probe of each group for which one could be measured
 * @param betweenSeconds the mean time per process that its own record does not include
 */
record CostProbes(Map<String, Measured> byGroup, double betweenSeconds) {
    private static final CostTiming TIMING = new CostTiming(1, 3, 0, 0, CostTiming.DEFAULT.limit());

    /**
     * One probe.
     *
     * @param point the point
     * @param cost what was measured
     */
    record Measured(CostPoint point, PointCost cost) {
        /** {@return the seconds of a repeat of all pieces of work} */
        double repeat(ToDoubleFunction<TimedWork> of) {
            return cost.stages().stream().mapToDouble(of).sum()
                    + cost.step().map(of::applyAsDouble).orElse(0.0)
                    + cost.network().map(of::applyAsDouble).orElse(0.0);
        }

        /** {@return the seconds of the whole loss} */
        double whole(ToDoubleFunction<TimedWork> of) {
            return of.applyAsDouble(cost.stages().get(cost.stages().size() - 1));
        }

        /**
         * Returns the seconds until the process was ready. It ran the whole loss twice for memory and counts, then
         * everything once as warm-up, and then the repeats.
         */
        double start() {
            int rounds = 1 + cost.stages().get(0).seconds().size();
            return Math.max(
                    0, cost.processSeconds() - rounds * repeat(CostProbes::median) - 2 * whole(CostProbes::median));
        }
    }

    /**
     * Measures the probes, and stores none of their results.
     *
     * @param plan the study
     * @param limit how much memory a point may be predicted to need
     */
    static CostProbes measure(CostPlan plan, MemoryLimit limit) {
        CostPlan probes = CostPlan.of(experiment(plan, limit));
        try {
            Path folder = Files.createTempDirectory("metricloss-check");
            try {
                return measure(probes, folder, limit);
            } finally {
                FolderTree.delete(folder);
            }
        } catch (IOException failed) {
            throw new ResultsException("probes cannot be measured: " + Causes.inWords(failed), failed);
        }
    }

    /** Returns the study with one size for each series: the middle one of the sizes that fit in every group. */
    private static CostExperiment experiment(CostPlan plan, MemoryLimit limit) {
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
        return plan.experiment().with(series, TIMING);
    }

    private static CostProbes measure(CostPlan probes, Path folder, MemoryLimit limit) {
        StudyRun run = StudyRun.create(probes, folder, "check", Optional.empty(), Optional.empty());
        WorkerSettings settings = probes.settings(WorkerSettings.forProbes());
        long start = System.nanoTime();
        run.record(new WorkerPool(probes, run.folder(), RunProgress.QUIET, settings), limit);
        double wallSeconds = (System.nanoTime() - start) * 1e-9;
        Map<String, Measured> measured = new LinkedHashMap<>();
        double own = 0;
        for (PointRecord record : run.folder().records(PointRecord.class)) {
            CostPoint point = probes.point(record.id());
            own += record.wallSeconds();
            record.cost().ifPresent(cost -> measured.put(CostForecast.key(point), new Measured(point, cost)));
        }
        int count = Math.max(1, probes.points().size());
        return new CostProbes(measured, Math.max(0, wallSeconds - own) / count);
    }

    /** {@return how long a measurement of a point takes, from start to end} */
    CostForecast.Seconds seconds(CostTiming timing, CostPoint point) {
        Measured probe = byGroup.get(CostForecast.key(point));
        if (probe == null) {
            // The probe did not end within the time limit.
            return new CostForecast.Seconds(timing.limit(), timing.limit(), timing.limit());
        }
        return new CostForecast.Seconds(
                seconds(timing, point, probe, CostProbes::median, probe.start()),
                seconds(timing, point, probe, CostProbes::least, starts().min().orElseThrow()),
                seconds(timing, point, probe, CostProbes::most, starts().max().orElseThrow()));
    }

    private DoubleStream starts() {
        return byGroup.values().stream().mapToDouble(Measured::start);
    }

    private double seconds(
            CostTiming timing, CostPoint point, Measured probe, ToDoubleFunction<TimedWork> of, double start) {
        double factor = point.series().loss().listedTuples().isPresent()
                ? 1
                : Math.pow((double) point.samples() / probe.point().samples(), exponent(point));
        double repeat = factor * probe.repeat(of);
        double warmUp = Math.max(repeat, timing.warmUp());
        double repeats = Math.max(timing.repeats() * repeat, timing.seconds());
        return Math.min(timing.limit(), start + 2 * factor * probe.whole(of) + warmUp + repeats + betweenSeconds);
    }

    private static int exponent(CostPoint point) {
        return CostedLoss.of(point.series().loss()).stages().stream()
                .mapToInt(LossStage::exponent)
                .max()
                .orElseThrow();
    }

    private static double median(TimedWork work) {
        return work.seconds().stream()
                .sorted()
                .skip(work.seconds().size() / 2)
                .findFirst()
                .orElseThrow();
    }

    private static double least(TimedWork work) {
        return work.seconds().stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    private static double most(TimedWork work) {
        return work.seconds().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
