package org.metricloss.experiments.cost;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.loss.BatchProfile;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.StatedCost;
import org.metricloss.core.plugin.Registry;
import org.metricloss.core.random.RandomStream;
import org.metricloss.experiments.work.EngineVersions;
import org.metricloss.experiments.work.LostItem;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.RunInputs;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.cost.PointSetup;
import org.metricloss.results.cost.PointSetup.ListedTuples;
import org.metricloss.results.record.Term;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

/**
 * Every measurement of a cost study in the order in which it runs: round by round, so that a drift of the machine
 * affects all points equally. The order within each round is drawn at random from the seed.
 */
final class CostPlan implements WorkPlan {
    private static final String NOT_AGAIN = "not measured again: ";

    private static final String UNFIT = "not measured: it would need about ";

    private final CostExperiment experiment;
    private final Registry<Engine> engines = Engine.all();
    private final Map<String, CostPoint> points = new LinkedHashMap<>();

    private CostPlan(CostExperiment experiment) {
        this.experiment = experiment;
    }

    /**
     * {@return the plan of a study; no engine is loaded}
     *
     * @param study the study
     */
    static CostPlan of(CostExperiment study) {
        CostPlan plan = new CostPlan(study);
        for (int round = 1; round <= study.timing().rounds(); round++) {
            List<CostPoint> ordered = points(study, round);
            int[] order = RandomStream.of(study.seed(), "points", round, 0).permutation(ordered.size());
            for (int place : order) {
                plan.points.put(ordered.get(place).id(), ordered.get(place));
            }
        }
        return plan;
    }

    private static List<CostPoint> points(CostExperiment study, int round) {
        List<CostPoint> points = new ArrayList<>();
        for (CostSeries series : study.series()) {
            for (String engine : study.engines()) {
                for (int dimension : study.dimensions()) {
                    for (int count : study.fixedCounts()) {
                        for (int samples : series.sizes()) {
                            points.add(new CostPoint(
                                    series,
                                    engine,
                                    samples,
                                    dimension,
                                    study.classes(samples, count),
                                    (study.classesFixed() ? "c-" : "p-") + count,
                                    study.sampleTuples(),
                                    round));
                        }
                    }
                }
            }
        }
        return points;
    }

    /** {@return the experiment} */
    CostExperiment experiment() {
        return experiment;
    }

    @Override
    public Device device() {
        return experiment.device();
    }

    @Override
    public int threads() {
        return experiment.threads();
    }

    @Override
    public Optional<String> whyNoShards() {
        return Optional.of("a cost study compares times, so it must run on one otherwise idle machine");
    }

    @Override
    public Study study() {
        return new CostStudy();
    }

    @Override
    public RunInputs inputs() {
        return new RunInputs(
                experiment.name(),
                experiment.canonicalText(),
                experiment.baseline(),
                new EngineVersions(device()).withAll(experiment.engines()),
                Map.of(),
                List.of(),
                List.of());
    }

    @Override
    public List<List<String>> stages() {
        return List.of(List.copyOf(points.keySet()));
    }

    /** {@return the measurements in the order in which they run} */
    List<CostPoint> points() {
        return List.copyOf(points.values());
    }

    CostPoint point(String id) {
        return Optional.ofNullable(points.get(id))
                .orElseThrow(() -> new IllegalArgumentException("no point '%s'".formatted(id)));
    }

    Engine engine(String id) {
        return engines.get(id);
    }

    /**
     * {@return the engine of a point on the study's device; it is loaded if the device is a GPU}
     *
     * @throws org.metricloss.core.engine.EngineException if the engine cannot compute on the device
     */
    Engine computing(CostPoint point) {
        return engine(point.engine()).on(device());
    }

    /** A point is one step: it reports no progress within the step. */
    @Override
    public OptionalLong steps(String id) {
        return OptionalLong.of(1);
    }

    /** {@return training steps on a sample of the point's listed tuples, which the caller closes} */
    ListedSteps listedSteps(CostPoint point) {
        return new ListedSteps(
                computing(point),
                experiment.network().withEmbedding(point.dimension()),
                point.series().loss(),
                ListedSample.of(point, point.kind()),
                point.classes(),
                experiment.seed(),
                experiment.threads());
    }

    /** {@return the description of a point for its record} */
    PointSetup setup(CostPoint point) {
        BatchProfile profile = point.profile();
        MetricLoss loss = point.series().loss();
        StatedCost cost = StatedCost.of(loss, point.timedProfile());
        return new PointSetup(
                point.series().name(),
                new Term(point.series().lossId(), 1, point.series().parameters()),
                point.series().algorithm(),
                point.engine(),
                experiment.threads(),
                point.samples(),
                point.dimension(),
                point.classes(),
                experiment.classesFixed(),
                profile.pairs(),
                profile.triplets(),
                cost.tuples(),
                engine(point.engine()).bytes(cost.arrays()),
                loss.listedTuples()
                        .map(kind -> new ListedTuples(
                                kind.words(),
                                kind.members(),
                                point.sampleTuples(),
                                experiment.network().id())),
                Optional.of(device()).filter(Device::isGpu).map(Device::toString));
    }

    /**
     * {@return the predicted peak memory of a point: the prediction for the loss plus the embeddings on the host and on
     * the engine}
     */
    long predictedBytes(CostPoint point) {
        long embeddings = (long) point.timedProfile().samples() * point.dimension() * (Double.BYTES + Float.BYTES);
        long loss = setup(point).predictedBytes();
        return loss > Long.MAX_VALUE - embeddings ? Long.MAX_VALUE : loss + embeddings;
    }

    /** A point that exceeded the memory or time limit in the previous round is not measured again. */
    @Override
    public boolean settles(RunFolder folder, String id) {
        CostPoint point = point(id);
        Optional<PointRecord> before = point.round() == 1
                ? Optional.empty()
                : folder.record(
                        PointRecord.class, point.inRound(point.round() - 1).id());
        Optional<PointRecord> tooMuch = before.filter(
                record -> record.status() == TrialStatus.OUT_OF_MEMORY || record.status() == TrialStatus.TIMED_OUT);
        tooMuch.ifPresent(record -> {
            String reason = record.reason().orElseThrow();
            recordUnmeasured(
                    folder, id, record.status(), reason.startsWith(NOT_AGAIN) ? reason : NOT_AGAIN + reason, 0);
        });
        return tooMuch.isPresent();
    }

    @Override
    public void recordLost(RunFolder folder, LostItem lost) {
        recordUnmeasured(folder, lost.id(), lost.status(), lost.reason(), lost.wallSeconds());
    }

    private void recordUnmeasured(RunFolder folder, String id, TrialStatus status, String reason, double seconds) {
        CostPoint point = point(id);
        folder.write(PointRecord.unfinished(id, setup(point), point.round(), status, reason, seconds));
    }

    @Override
    public void forecast(MemoryLimit limit, Consumer<String> out) {
        CostForecast.of(this, limit.on(device())).lines().forEach(out);
    }

    @Override
    public void recordUnfit(RunFolder folder, MemoryLimit given) {
        List<String> missing = folder.missing();
        // Records of this check itself, which may have been interrupted, do not count.
        boolean begun = trialIds().stream()
                .filter(id -> !missing.contains(id))
                .flatMap(id -> folder.record(PointRecord.class, id).stream())
                .anyMatch(record ->
                        record.reason().filter(why -> why.startsWith(UNFIT)).isEmpty());
        if (begun && !given.isGiven()) {
            // What did not fit when the run began is recorded. That less is free now must not decide over the rest.
            return;
        }
        MemoryLimit limit = begun ? given : given.on(device());
        for (String id : missing) {
            long need = predictedBytes(point(id));
            if (need > limit.bytes()) {
                String reason = UNFIT + "%s, the limit is %s".formatted(MemoryLimit.shown(need), limit);
                recordUnmeasured(folder, id, TrialStatus.OUT_OF_MEMORY, reason, 0);
            }
        }
    }

    /** One point at a time, each in a fresh process, for as long as the experiment allows. */
    @Override
    public WorkerSettings settings(WorkerSettings given) {
        Duration limit = Duration.ofMillis(Math.round(experiment.timing().limit() * 1000));
        return new WorkerSettings(
                1,
                given.retries(),
                given.memoryBytes(),
                limit.plus(given.silence()),
                true,
                given.checkpointEvery(),
                Optional.of(limit),
                Optional.empty());
    }

    @Override
    public PointRunner runner(RunFolder folder, Progress progress, WorkerSettings settings) {
        return new PointRunner(this, folder);
    }
}
