package org.metricloss.experiments.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.metricloss.core.data.SmallClasses;
import org.metricloss.core.engine.Device;
import org.metricloss.datasets.DatasetSummary;
import org.metricloss.experiments.tensorboard.LiveExport;
import org.metricloss.experiments.training.setting.BatchSetting;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.work.EngineEnvironment;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.ItemRunner;
import org.metricloss.experiments.work.LostItem;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.Progress;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.experiments.work.RunInputs;
import org.metricloss.experiments.work.Study;
import org.metricloss.experiments.work.WorkPlan;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.artifact.Checkpoints;
import org.metricloss.results.training.record.PhaseSeconds;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.TrialRecord;

/**
 * The trials of a training plan as work items.
 *
 * @param plan the plan
 */
public record TrainingWork(Plan plan) implements WorkPlan {
    @Override
    public int threads() {
        return plan.threads();
    }

    @Override
    public Study study() {
        return new TrainingStudy();
    }

    @Override
    public RunInputs inputs() {
        return new RunInputs(
                plan.experiment().name(),
                plan.experiment().canonicalText(),
                plan.experiment().baseline(),
                plan.versions(),
                dataSha256(),
                plan.classNames(),
                MeasureRecords.of(plan.measures()));
    }

    /** {@return the checksums of the data and of the file from which the weights of the network start} */
    @Override
    public Map<String, String> dataSha256() {
        Map<String, String> checksums = new LinkedHashMap<>(plan.dataSha256());
        StartingWeights.sha256(plan.experiment().network())
                .ifPresent(checksum -> checksums.put("network.weights", checksum));
        return checksums;
    }

    @Override
    public List<List<String>> stages() {
        return plan.stages();
    }

    @Override
    public List<String> warnings() {
        Experiment experiment = plan.experiment();
        List<String> warnings = new ArrayList<>(
                DatasetSummary.warnings(plan.data(experiment.seeds().get(0)), experiment.dataset()));
        experiment.objectives().stream()
                .filter(objective -> !objective.separatesClasses())
                .map(objective ->
                        ("objective '%s' has no loss that separates classes: it only moves each sample towards its"
                                        + " class, and all embeddings may become equal; add a loss such as softmax or triplet")
                                .formatted(objective.name()))
                .forEach(warnings::add);
        return warnings;
    }

    @Override
    public Device device() {
        return plan.experiment().device();
    }

    /** The choice of an objective's setting needs all of its tuning trials. */
    @Override
    public String group(String id) {
        return plan.tuning().isPresent() ? plan.objectiveName(id) : id;
    }

    @Override
    public OptionalLong artifactBytes() {
        return OptionalLong.of(ArtifactSize.bytes(plan));
    }

    @Override
    public OptionalLong steps(String id) {
        return plan.steps(id);
    }

    /** Shows the figures even if the plan does not fit. */
    @Override
    public void forecast(MemoryLimit limit, Consumer<String> out) {
        Experiment experiment = plan.experiment();
        DatasetSummary.lines(plan.data(experiment.seeds().get(0)), experiment.dataset())
                .forEach(out);
        smallClasses().ifPresent(out);
        List<String> missing = EngineEnvironment.missingForGpu();
        if (device().isGpu() && !missing.isEmpty()) {
            out.accept("steps on %s are measured without %s, so they may take less time than in the run"
                    .formatted(device(), String.join(" ", missing)));
        }
        MemoryForecast memory = MemoryForecast.of(plan, limit.on(device()));
        if (!memory.fits()) {
            memory.lines().forEach(out);
        }
        Forecast.of(plan, memory).lines().forEach(out);
    }

    /** Says how many classes are smaller than the batches take of each class, and what is done with them. */
    private Optional<String> smallClasses() {
        Experiment experiment = plan.experiment();
        Optional<BatchSetting.PerClass> batches = experiment.batch().balanced();
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        BatchSetting.PerClass balanced = batches.get();
        int small = balanced.sampler()
                .smallClassesIn(plan.data(experiment.seeds().get(0)).train());
        String done =
                balanced.smallClasses() == SmallClasses.SKIP ? "left out of the batches" : "repeated within a batch";
        return small == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d training classes have fewer than %,d samples, which are %s (batch.smallClasses)",
                        small,
                        balanced.perClass(),
                        done));
    }

    @Override
    public void requireFits(MemoryLimit limit) {
        MemoryForecast.of(plan, limit.on(device())).requireFits();
    }

    @Override
    public ItemRunner runner(RunFolder folder, Progress progress, WorkerSettings settings) {
        plan.loadOnlyEngine();
        EpochListener listener = settings.tensorBoard()
                .map(board -> live(folder, board))
                .<EpochListener>map(live -> live::epochEnded)
                .orElse(EpochListener.NONE);
        return new TrialRunner(plan, folder, progress, listener, settings.checkpointEvery());
    }

    private LiveExport live(RunFolder folder, Path board) {
        return new LiveExport(folder, board, id -> plan.distance(plan.trial(id, folder)));
    }

    @Override
    public RunExport export(RunFolder folder, Exports exports) {
        return new TrainingExport(folder, exports.tensorBoard().map(board -> live(folder, board)), exports);
    }

    @Override
    public void recordLost(RunFolder folder, LostItem lost) {
        TrialCost cost = new TrialCost(
                0, 0, 0, 0, new PhaseSeconds(0, 0, 0), lost.wallSeconds(), Optional.empty(), lost.sideBySide());
        Trial trial = plan.trial(lost.id(), folder);
        folder.write(TrialRecord.unfinished(
                        lost.id(), plan.setup(trial), lost.status(), lost.reason(), cost, List.of(), Map.of())
                .with(Artifacts.recorded(folder, lost.id()), lost.lostAttempts(), RanOn.here()));
    }

    /** A record of tuning or testing must have the setting that follows from the records of the rungs before it. */
    @Override
    public void requireCurrent(RunFolder folder, List<String> stage) {
        List<TrialRecord> recorded = stage.stream()
                .flatMap(id -> folder.record(TrialRecord.class, id).stream())
                .toList();
        List<String> outdated =
                plan.tuning().map(tuning -> tuning.outdated(recorded, folder)).orElse(List.of());
        if (!outdated.isEmpty()) {
            throw new ResultsException(
                    "these trials have other settings than the records of tuning give now: %s; delete their records and resume"
                            .formatted(String.join(", ", outdated)));
        }
    }

    /** If no setting of an objective could be judged, none is chosen, and its trials fail. */
    @Override
    public boolean settles(RunFolder folder, String id) {
        if (!plan.isWithoutChoice(id, folder)) {
            return false;
        }
        Artifacts.discardAfter(folder, id, 0, false);
        recordLost(folder, new LostItem(id, TrialStatus.FAILED, TuningPlan.WITHOUT_CHOICE, List.of(), 0, false));
        return true;
    }

    /** Deletes checkpoints. */
    @Override
    public void ended(RunFolder folder) {
        plan.stages().forEach(stage -> stage.forEach(trial -> new Checkpoints(folder, trial).deleteAll()));
    }
}
