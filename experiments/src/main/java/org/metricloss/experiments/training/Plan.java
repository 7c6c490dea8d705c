package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.metricloss.core.data.BatchPlan;
import org.metricloss.core.data.BatchSampler;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.plugin.Registry;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.BudgetSetting;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ObjectiveSetting;
import org.metricloss.experiments.training.setting.TuneSetting;
import org.metricloss.experiments.work.Versions;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.record.TunedSetting;

/** An experiment with its data opened and its network laid out: every trial that will run. Nothing is started. */
public final class Plan {
    private final Experiment experiment;
    private final Dataset data;
    private final NetworkPlan network;
    private final BatchSampler sampler;
    private final TrialAmounts amounts;
    private final Map<String, Map<String, String>> versions = new LinkedHashMap<>();
    private final TrialIds ids;
    private final List<Trial> trials = new ArrayList<>();
    private final Optional<TuningPlan> tuning;

    private Plan(Experiment experiment, Dataset data, NetworkPlan network, BatchSampler sampler) {
        this.experiment = experiment;
        this.data = data;
        this.network = network;
        this.sampler = sampler;
        this.amounts = new TrialAmounts(experiment, data, sampler, network.embeddingDimension());
        this.ids = TrialIds.of(experiment);
        this.tuning = TuningPlan.of(experiment, ids);
    }

    /**
     * Opens the data and checks that everything fits together.
     *
     * @param experiment the experiment
     * @param datasets where data comes from
     * @return the plan
     * @throws DatasetException if the data is missing or cannot be used
     * @throws MisfitException if the network or the batches do not fit the data
     * @throws org.metricloss.core.engine.EngineException if an engine cannot be loaded on this machine
     */
    public static Plan of(Experiment experiment, Datasets datasets) {
        Plan plan = withoutEngines(experiment, datasets);
        plan.versions();
        return plan;
    }

    /**
     * Lays out an experiment as {@link #of}, but loads no engine: each is loaded with the first of its trials.
     *
     * @param experiment the experiment
     * @param datasets where data comes from
     * @return the plan
     * @throws DatasetException if the data is missing or cannot be used
     * @throws MisfitException if the network or the batches do not fit the data
     */
    public static Plan withoutEngines(Experiment experiment, Datasets datasets) {
        Dataset data = datasets.open(experiment.dataset(), experiment.seeds().get(0));
        NetworkPlan network = Fit.network(experiment, data);
        BatchSampler sampler = Fit.sampler(experiment.batch(), data);
        Plan plan = new Plan(experiment, data, network, sampler);
        // The classes or images that are set aside, and so the size of the smallest class, vary with the seed.
        experiment.seeds().forEach(seed -> Fit.sampler(experiment.batch(), plan.data(seed)));
        experiment.seeds().forEach(seed -> Fit.requireValidation(experiment, plan.data(seed)));
        plan.tuning.ifPresent(tuning -> Fit.requireFolds(tuning.setting(), data, sampler));
        Registry<Engine> engines = Engine.all();
        // Seeds outermost: a drift of the machine then affects all objectives equally.
        for (long seed : experiment.seeds()) {
            for (String engine : experiment.engines()) {
                for (ObjectiveSetting objective : experiment.objectives()) {
                    String id = plan.ids.id(objective.name(), engine, seed);
                    plan.trials.add(
                            Trial.of(id, experiment, objective.name(), engines.get(engine), seed, Optional.empty()));
                }
            }
        }
        return plan;
    }

    /** {@return the experiment} */
    public Experiment experiment() {
        return experiment;
    }

    /** {@return what its trials record, in the order in which it is shown} */
    List<Measure> measures() {
        return PartEvaluation.measures(experiment, data);
    }

    /** {@return the trials that are tested, in the order in which they run and as they are before tuning} */
    List<Trial> trials() {
        return trials;
    }

    /** {@return how objectives are tuned before; empty if they are not} */
    Optional<TuningPlan> tuning() {
        return tuning;
    }

    /**
     * {@return the trial}
     *
     * @param id a trial's id
     * @param folder the run, whose records hold the results of tuning
     * @throws org.metricloss.results.store.ResultsException if trials that it depends on have not ended
     */
    Trial trial(String id, RunFolder folder) {
        if (tuning.isEmpty()) {
            return untuned(id);
        }
        TuningPlan plan = tuning.get();
        Optional<String> objective = plan.objective(id);
        if (objective.isPresent()) {
            BudgetSetting budget = plan.setting().budget(experiment.budget(), plan.rung(id));
            Engine engine = Engine.all().get(plan.engine());
            TunedSetting tuned = plan.setting(id, folder);
            return Trial.of(
                    id,
                    experiment.with(tuned.values(), budget, Available.onClassPath()),
                    objective.get(),
                    engine,
                    plan.setting().seed(),
                    Optional.of(tuned));
        }
        Trial untuned = untuned(id);
        String name = untuned.objective().name();
        return plan.chosen(name, folder)
                .map(tuned -> Trial.of(
                        id,
                        experiment.with(tuned.values(), experiment.budget(), Available.onClassPath()),
                        name,
                        untuned.engine(),
                        untuned.seed(),
                        Optional.of(tuned)))
                .orElse(untuned);
    }

    /** {@return every form in which an objective is trained: as given, or with each setting that tuning tries} */
    List<Objective> forms(ObjectiveSetting objective) {
        List<Map<String, String>> tried =
                tuning.map(plan -> plan.values(objective.name())).orElse(List.of());
        return tried.isEmpty()
                ? List.of(objective.objective())
                : tried.stream()
                        .map(values -> experiment.with(values, experiment.budget(), Available.onClassPath()))
                        .flatMap(with -> with.objectives().stream())
                        .filter(with -> with.name().equals(objective.name()))
                        .map(ObjectiveSetting::objective)
                        .toList();
    }

    /** {@return a trial that is tested, as it is before tuning} */
    Trial untuned(String id) {
        return trials.stream()
                .filter(trial -> trial.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no trial '%s'".formatted(id)));
    }

    /**
     * {@return a name that the trial shares with the trials that differ only in the seed}
     *
     * @param id a trial's id
     */
    String withoutSeed(String id) {
        return tuning.flatMap(plan -> plan.objective(id).map(objective -> plan.engine() + "/" + objective))
                .orElseGet(() -> {
                    Trial trial = untuned(id);
                    return trial.engine().id() + "/" + trial.objective().name();
                });
    }

    /** {@return one trial for each objective and engine} */
    List<Trial> trialsOfFirstSeed() {
        long first = experiment.seeds().get(0);
        return trials.stream().filter(trial -> trial.seed() == first).toList();
    }

    /**
     * {@return the trials' ids in the order in which they run; those of one list need the records of the lists before}
     */
    List<List<String>> stages() {
        List<List<String>> stages = new ArrayList<>();
        tuning.ifPresent(plan -> stages.addAll(plan.stages()));
        stages.add(trials.stream().map(Trial::id).toList());
        return stages;
    }

    /** {@return the name of class 0, of class 1, ...} */
    List<String> classNames() {
        return data.classNames();
    }

    /** {@return the data with the validation part of a seed} */
    public Dataset data(long seed) {
        return data.withValidation(experiment.dataset().validation(), seed);
    }

    /** {@return the data of a trial: a trial that tunes has the fold it is judged on as validation part} */
    Dataset data(Trial trial) {
        return trial.step()
                .map(step -> data.withFold(step.fold() - 1, step.folds(), trial.seed()))
                .orElseGet(() -> data(trial.seed()));
    }

    /** {@return the first batch of a trial's first epoch} */
    BatchPlan firstBatch(Trial trial) {
        return sampler.epoch(data(trial).train(), trial.seed(), 0).get(0);
    }

    /** {@return the session of a trial, on the data of its seed} */
    SessionRequest request(Trial trial, Dataset split) {
        return SessionRequest.fromSeed(
                network,
                trial.objective(),
                trial.experiment().optimizer().spec(),
                split.trainedClassCount(),
                trial.seed(),
                threads());
    }

    /** {@return how much the trials take} */
    TrialAmounts amounts() {
        return amounts;
    }

    NetworkPlan network() {
        return network;
    }

    BatchSampler sampler() {
        return sampler;
    }

    int trainSample() {
        return experiment.evaluation().trainSample();
    }

    /** {@return the distance in which embeddings are compared} */
    Distance distance() {
        return experiment.evaluation().distance();
    }

    int threads() {
        return experiment.threads();
    }

    /** {@return when a trial's training on this data ends} */
    StopRule stopRule(Trial trial, Dataset split) {
        return new StopRule(
                trial.experiment().budget(), experiment.earlyStopping(), sampler.stepsPerEpoch(split.train()));
    }

    /** {@return the most steps that a trial can take; empty if only time ends it} */
    OptionalLong steps(String id) {
        return tuning.filter(plan -> plan.objective(id).isPresent())
                .map(plan -> steps(plan.rung(id)))
                .orElseGet(() -> amounts.steps(
                        experiment.budget(), data(experiment.seeds().get(0))));
    }

    /** {@return the most steps that a trial of a rung of tuning can take; empty if only time ends it} */
    OptionalLong steps(int rung) {
        TuneSetting tune = tuning.orElseThrow().setting();
        return amounts.steps(tune.budget(experiment.budget(), rung), data.withFold(0, tune.folds(), tune.seed()));
    }

    /** {@return whether embeddings are kept after an epoch, counted from 1, that is not the last} */
    boolean keepsArtifacts(int epoch) {
        int every = experiment.artifacts().every();
        return every > 0 && epoch % every == 0;
    }

    /** {@return whether some trials differ only in the engine, so that their weights are kept and compared} */
    boolean comparesEngines() {
        return experiment.engines().size() > 1;
    }

    /** {@return checksums of the data by name: of the content and of each source file} */
    Map<String, String> dataSha256() {
        Map<String, String> checksums = new LinkedHashMap<>();
        checksums.put(data.name(), data.checksum());
        data.sources().forEach(file -> checksums.put(file.name(), file.sha256()));
        return checksums;
    }

    /** {@return the versions of the program, of Java and of every engine} */
    Map<String, String> versions() {
        Map<String, String> all = Versions.ofProgram();
        Registry<Engine> engines = Engine.all();
        for (String id : experiment.engines()) {
            versionsOf(engines.get(id)).forEach((part, version) -> all.put(id + "." + part, version));
        }
        return all;
    }

    /** Loads the engine if there is only one: every trial needs it. Of several engines each is loaded with its first trial. */
    void loadOnlyEngine() {
        if (experiment.engines().size() == 1) {
            versions();
        }
    }

    private Map<String, String> versionsOf(Engine engine) {
        return versions.computeIfAbsent(engine.id(), unknown -> Versions.of(engine.info()));
    }

    /** {@return what a trial is, for its record} */
    TrialSetup setup(Trial trial) {
        Map<String, String> own = Versions.ofProgram();
        own.putAll(versionsOf(trial.engine()));
        return SetupRecords.of(this, trial, own);
    }
}
