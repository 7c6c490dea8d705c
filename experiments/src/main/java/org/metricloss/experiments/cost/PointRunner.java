package org.metricloss.experiments.cost;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.EngineMemoryException;
import org.metricloss.core.engine.LossExample;
import org.metricloss.core.engine.PreparedLoss;
import org.metricloss.core.loss.CostedLoss;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.core.loss.LossStage;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.experiments.work.ItemRunner;
import org.metricloss.experiments.work.ProcessMemory;
import org.metricloss.experiments.work.Reason;
import org.metricloss.results.cost.PointCost;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

/**
 * Measures one point of a cost study in this process, which must not have done any other work before.
 *
 * <p>The order is as follows. First the engine is loaded and the loss runs on a few samples, so that classes and
 * threads exist. Then the costs of the clock and of the engine's empty step are measured. Then the memory of one run of
 * the whole loss is measured; the pages that this run touches for the first time belong to the loss. After a warm-up,
 * all stages of the loss are timed in turn in each repeat.
 */
final class PointRunner implements ItemRunner {
    private static final int FEW_SAMPLES = 16;
    private static final int RUNS_OF_FEW = 3;
    private static final int CLOCK_RUNS = 1001;
    private static final int EMPTY_STEPS = 201;
    private static final int MOST_REPEATS = 1000;
    private static final double NANOS = 1e9;

    private final CostPlan plan;
    private final RunFolder folder;

    /**
     * @param plan the study
     * @param folder the run folder that receives the record
     */
    PointRunner(CostPlan plan, RunFolder folder) {
        this.plan = plan;
        this.folder = folder;
    }

    @Override
    public PointRecord run(String id, boolean sideBySide, boolean measureMemory, List<String> lostAttempts) {
        CostPoint point = plan.point(id);
        PointRecord record;
        try {
            record = PointRecord.finished(id, plan.setup(point), point.round(), measure(point));
        } catch (OutOfMemoryError | EngineMemoryException memory) {
            record = unfinished(point, TrialStatus.OUT_OF_MEMORY, memory);
        } catch (RuntimeException failed) {
            record = unfinished(point, TrialStatus.FAILED, failed);
        }
        folder.write(record);
        return record;
    }

    private PointRecord unfinished(CostPoint point, TrialStatus status, Throwable why) {
        return PointRecord.unfinished(
                point.id(),
                plan.setup(point),
                point.round(),
                status,
                Reason.logged(folder, point.id(), why),
                processSeconds());
    }

    private static double processSeconds() {
        return ManagementFactory.getRuntimeMXBean().getUptime() * 1e-3;
    }

    private PointCost measure(CostPoint point) {
        Engine engine = plan.computing(point);
        engine.info();
        runOnFew(point, engine);
        double clock = TimedRuns.median(() -> {}, CLOCK_RUNS);
        double emptyStep = emptyStep(point, engine);
        LossExample example = example(point, point.series().loss());
        List<PreparedLoss> open = new ArrayList<>();
        try {
            PreparedLoss whole = prepared(engine, point.series().loss(), example);
            open.add(whole);
            Optional<Long> peak = peakOfOneRun(whole);
            Optional<Long> counted = counted(whole);
            List<TimedRuns> stages = stages(point, engine, whole, example, open);
            if (point.series().loss().listedTuples().isEmpty()) {
                time(stages, List.of());
                return cost(stages, Optional.empty(), Optional.empty(), clock, emptyStep, counted, peak);
            }
            try (ListedSteps steps = plan.listedSteps(point)) {
                TimedRuns step = new TimedRuns("step", 0, steps::step);
                TimedRuns network = new TimedRuns("network", 0, steps::networkAlone);
                time(stages, List.of(step, network));
                return cost(stages, Optional.of(step), Optional.of(network), clock, emptyStep, counted, peak);
            }
        } finally {
            open.forEach(PreparedLoss::close);
        }
    }

    private static PointCost cost(
            List<TimedRuns> stages,
            Optional<TimedRuns> step,
            Optional<TimedRuns> network,
            double clock,
            double emptyStep,
            Optional<Long> counted,
            Optional<Long> peak) {
        return new PointCost(
                stages.stream().map(TimedRuns::record).toList(),
                step.map(TimedRuns::record),
                network.map(TimedRuns::record),
                clock,
                emptyStep,
                counted,
                peak,
                processSeconds());
    }

    private PreparedLoss prepared(Engine engine, MetricLoss loss, LossExample example) {
        return engine.prepare(
                Objective.of(SyntheticBatch.TERM, loss),
                example,
                plan.experiment().threads());
    }

    private LossExample example(CostPoint point, MetricLoss loss) {
        SyntheticBatch batch = batch(point);
        return loss.listedTuples()
                .map(kind -> ListedSample.of(point, kind))
                .map(sample -> batch.of(loss, sample.labels(), Optional.of(sample.tuples())))
                .orElseGet(() -> batch.of(loss, point.samples()));
    }

    private SyntheticBatch batch(CostPoint point) {
        return new SyntheticBatch(plan.experiment().seed(), point.dimension(), point.classes());
    }

    private void runOnFew(CostPoint point, Engine engine) {
        for (LossStage stage : CostedLoss.of(point.series().loss()).stages()) {
            LossExample few = stage.loss().listedTuples().isPresent()
                    ? example(point, stage.loss())
                    : new SyntheticBatch(plan.experiment().seed(), point.dimension(), 2)
                            .of(stage.loss(), Math.min(FEW_SAMPLES, point.samples()));
            try (PreparedLoss prepared = prepared(engine, stage.loss(), few)) {
                for (int i = 0; i < RUNS_OF_FEW; i++) {
                    prepared.forward();
                    prepared.run();
                }
            }
        }
    }

    private double emptyStep(CostPoint point, Engine engine) {
        LossExample one = new SyntheticBatch(plan.experiment().seed(), point.dimension(), 1).of(new EmptyStep(), 1);
        try (PreparedLoss prepared = prepared(engine, new EmptyStep(), one)) {
            return TimedRuns.median(prepared::run, EMPTY_STEPS);
        }
    }

    /**
     * There is no garbage collection before the run: garbage keeps its pages, so the loss uses other pages, which are
     * counted.
     */
    private static Optional<Long> peakOfOneRun(PreparedLoss whole) {
        Optional<Long> before = ProcessMemory.ofThisProcess().resident();
        boolean measurable = before.isPresent() && ProcessMemory.resetPeakOfThisProcess();
        whole.run();
        return measurable
                ? ProcessMemory.ofThisProcess().peak().map(peak -> Math.max(0, peak - before.get()))
                : Optional.empty();
    }

    private static Optional<Long> counted(PreparedLoss whole) {
        return whole.evaluate().result().terms().get(0).diagnostics().stream()
                .filter(reading -> reading.name().equals(Diagnostic.TUPLES_CONSIDERED))
                .map(reading -> Math.round(reading.sum()))
                .findFirst();
    }

    private List<TimedRuns> stages(
            CostPoint point, Engine engine, PreparedLoss whole, LossExample example, List<PreparedLoss> open) {
        SyntheticBatch batch = batch(point);
        List<TimedRuns> timed = new ArrayList<>();
        for (LossStage stage : CostedLoss.of(point.series().loss()).stages()) {
            PreparedLoss prepared = whole;
            if (!stage.loss().equals(point.series().loss())) {
                prepared = prepared(engine, stage.loss(), batch.like(example, stage.loss()));
                open.add(prepared);
            }
            Runnable work = stage.extent() == LossStage.Extent.FORWARD ? prepared::forward : prepared::run;
            timed.add(new TimedRuns(stage.name(), stage.exponent(), work));
        }
        return timed;
    }

    /** Runs every piece of work in each repeat, so that a drift of the machine affects all of them equally. */
    private void time(List<TimedRuns> stages, List<TimedRuns> others) {
        List<TimedRuns> all = new ArrayList<>(stages);
        all.addAll(others);
        CostTiming timing = plan.experiment().timing();
        long start = System.nanoTime();
        do {
            all.forEach(TimedRuns::warmUp);
        } while (System.nanoTime() - start < timing.warmUp() * NANOS);
        System.gc();
        start = System.nanoTime();
        for (int repeat = 0;
                repeat < timing.repeats()
                        || (repeat < MOST_REPEATS && System.nanoTime() - start < timing.seconds() * NANOS);
                repeat++) {
            all.forEach(TimedRuns::time);
        }
    }
}
