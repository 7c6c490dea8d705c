package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
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
import org.metricloss.experiments.work.EngineVersions;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialSetup;
import org.metricloss.results.training.record.TunedSetting;

/** An experiment with open data and a complete network, and every trial that it will run. A plan starts nothing. */
public final class Plan {
    /** Stands for the rung of trials that are tested. */
    private static final int TESTED = 0;

    private final Experiment experiment;
    private final Dataset data;
    private final NetworkPlan network;
    private final BatchSampler sampler;
    private final TrialAmounts amounts;
    private final EngineVersions versions;
    private final TrialIds ids;
    private final List<Trial> trials = new ArrayList<>();
    private final Optional<TuningPlan> tuning;
    /** The most steps of a trial of each rung, and of a tested one. Each takes a division of the data. */
    private final Map<Integer, OptionalLong> stepsOfRung = new ConcurrentHashMap<>();

    private Plan(Experiment experiment, Dataset data, NetworkPlan network, BatchSampler sampler) {
        this.experiment = experiment;
        this.versions = new EngineVersions(experiment.device());
        this.data = data;
        this.network = network;
        this.sampler = sampler;
        this.amounts = new TrialAmounts(experiment, data, sampler, network.embeddingDimension());
        this.ids = TrialIds.of(experiment);
        this.tuning = TuningPlan.of(experiment, ids);
    }

    /**
     * Creates the plan: opens the data and checks that all settings fit together.
     *
     * @param experiment the experiment
     * @param datasets the source of the data
     * @return the plan
     * @throws DatasetException if the data is missing or cannot be used
     * @throws MisfitException if the network or the batches do not fit the data
     * @throws org.metricloss.core.engine.EngineException if an engine cannot be loaded on this machine, or cannot compute on the
     *     device
     */
    public static Plan of(Experiment experiment, Datasets datasets) {
        Plan plan = withoutEngines(experiment, datasets);
        plan.versions();
        return plan;
    }

    /**
     * Creates the plan as {@link #of} does, but loads no engine: each engine is loaded with its first trial.
     *
     * @param experiment the experiment
     * @param datasets the source of the data
     * @return the plan
     * @throws DatasetException if the data is missing or cannot be used
     * @throws MisfitException if the network or the batches do not fit the data
     */
    public static Plan withoutEngines(Experiment experiment, Datasets datasets) {
        Dataset data = datasets.open(experiment.dataset(), experiment.seeds().get(0));
        NetworkPlan network = Fit.network(experiment, data);
        Fit.requireAugmentation(experiment, data);
        RequestedFit.require(experiment, data);
        BatchSampler sampler = Fit.sampler(experiment.batch(), data);
        Plan plan = new Plan(experiment, data, network, sampler);
        // The classes or images of the validation part depend on the seed, and so does the size of the smallest class.
        experiment.seeds().forEach(seed -> {
            Dataset split = plan.data(seed);
            Fit.sampler(experiment.batch(), split);
            Fit.requireValidation(experiment, split);
            Fit.requireNormalizableBatches("batch", network, sampler, split);
        });
        plan.tuning.ifPresent(tuning -> Fit.requireFolds(tuning.setting(), data, network, sampler));
        Registry<Engine> engines = Engine.all();
        // Seeds are the outermost loop, so that a drift of the machine affects all objectives equally.
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

    /** {@return the measures that its trials record, in the order in which they are shown} */
    List<Measure> measures() {
        return PartEvaluation.ofTest(experiment, data);
    }

    /** {@return the tested trials in the order in which they run, with their settings before tuning} */
    List<Trial> trials() {
        return trials;
    }

    /** {@return the plan for tuning; empty if objectives are not tuned} */
    Optional<TuningPlan> tuning() {
        return tuning;
    }

    /**
     * {@return the trial}
     *
     * @param id a trial's id
     * @param folder the run folder, whose records hold the results of tuning
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

    /** {@return whether a trial tests an objective of which no setting could be judged} */
    boolean isWithoutChoice(String id, RunFolder folder) {
        return tuning.filter(plan -> plan.objective(id).isEmpty())
                .filter(plan -> !plan.isJudged(objectiveName(id), folder))
                .isPresent();
    }

    /** {@return a tested trial with its settings before tuning} */
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

    /**
     * {@return the name of a trial's objective}
     *
     * @param id a trial's id
     */
    String objectiveName(String id) {
        return tuning.flatMap(plan -> plan.objective(id))
                .orElseGet(() -> untuned(id).objective().name());
    }

    /** {@return one trial for each objective and engine} */
    List<Trial> trialsOfFirstSeed() {
        long first = experiment.seeds().get(0);
        return trials.stream().filter(trial -> trial.seed() == first).toList();
    }

    /**
     * {@return the trials' ids in the order in which they run; the trials of a list need the records of all previous
     * lists}
     */
    List<List<String>> stages() {
        List<List<String>> stages = new ArrayList<>();
        tuning.ifPresent(plan -> stages.addAll(plan.stages()));
        stages.add(trials.stream().map(Trial::id).toList());
        return stages;
    }

    /** {@return the names of the classes in the order that all trials have in common} */
    List<String> classNames() {
        return data.commonClassNames();
    }

    /** {@return the data with the validation part of a seed} */
    public Dataset data(long seed) {
        return data.withValidation(experiment.dataset().validation(), seed);
    }

    /** {@return the data of a trial; the validation part of a tuning trial is the fold on which it is evaluated} */
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
        SessionRequest drawn = SessionRequest.fromSeed(
                network,
                trial.objective(),
                trial.experiment().optimizer().spec(),
                split.trainedClassCount(),
                trial.seed(),
                threads());
        return StartingWeights.of(experiment.network(), drawn);
    }

    /** {@return the amounts of work of the trials} */
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

    /** {@return the distance by which the embeddings of a trial are compared} */
    Distance distance(Trial trial) {
        return experiment.evaluation().distance().of(trial.objective());
    }

    int threads() {
        return experiment.threads();
    }

    /** {@return when a trial's training on this data ends} */
    StopRule stopRule(Trial trial, Dataset split) {
        return new StopRule(
                trial.experiment().budget(), experiment.earlyStopping(), sampler.stepsPerEpoch(split.train()));
    }

    /** {@return the most steps that a trial can take; empty if only a time limit ends it} */
    OptionalLong steps(String id) {
        return tuning.filter(plan -> plan.objective(id).isPresent())
                .map(plan -> steps(plan.rung(id)))
                .orElseGet(() -> stepsOfRung.computeIfAbsent(
                        TESTED,
                        tested -> amounts.steps(
                                experiment.budget(), data(experiment.seeds().get(0)))));
    }

    /** {@return the most steps that a trial of a tuning rung can take; empty if only a time limit ends it} */
    OptionalLong steps(int rung) {
        TuneSetting tune = tuning.orElseThrow().setting();
        return stepsOfRung.computeIfAbsent(
                rung,
                unseen -> amounts.steps(
                        tune.budget(experiment.budget(), rung), data.withFold(0, tune.folds(), tune.seed())));
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
        return versions.withAll(experiment.engines());
    }

    /** Loads the engine if there is only one; each of several engines is loaded with its first trial. */
    void loadOnlyEngine() {
        if (experiment.engines().size() == 1) {
            versions();
        }
    }

    /** {@return the setup of a trial, for its record} */
    TrialSetup setup(Trial trial) {
        return SetupRecords.of(this, trial, versions(trial));
    }

    /** {@return the versions of the program, of Java and of the trial's engine} */
    Map<String, String> versions(Trial trial) {
        return versions.with(trial.engine());
    }
}
