package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Optional;
import org.metricloss.core.engine.Device;
import org.metricloss.core.plugin.Registry;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.CanonicalText;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.StudySettings;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.YamlNode;

/** Describes every setting of an experiment. */
public final class ExperimentSettings {
    static final String DEFAULT_ENGINE = "djl";

    static final Setting<Experiment, String> STUDY = Setting.optional(
            StudySettings.KEY,
            StudySettings.study("training", "training, or left out"),
            "training",
            experiment -> Optional.empty(),
            "What the file describes.");
    static final Setting<Experiment, String> NAME = StudySettings.name(Experiment::name);
    static final Setting<Experiment, NetworkSetting> NETWORK =
            Setting.required("network", NetworkBlock.TYPE, Experiment::network, "The network that is trained.");
    static final Setting<Experiment, BatchSetting> BATCH =
            Setting.required("batch", BatchBlock.BLOCK, Experiment::batch, "How batches are drawn.");
    static final Setting<Experiment, OptimizerSetting> OPTIMIZER = Setting.required(
            "optimizer", OptimizerBlock.TYPE, Experiment::optimizer, "How weights are updated from their gradients.");
    static final Setting<Experiment, BudgetSetting> BUDGET =
            Setting.required("budget", BudgetSetting.BLOCK, Experiment::budget, "How long each trial trains.");
    static final Setting<Experiment, List<Long>> SEEDS = Setting.required(
            "seeds",
            seeds(),
            Experiment::seeds,
            "The seeds of weights, batches and splits; every objective is trained with each seed.");
    static final Setting<Experiment, Integer> THREADS = StudySettings.threads(Experiment::threads);
    static final Setting<Experiment, Device> DEVICE = StudySettings.device(Experiment::device);
    static final Setting<Experiment, String> BASELINE = Setting.optional(
            "baseline",
            Type.inContext("the name of an objective", List.of(), Nodes::text),
            "the first objective",
            experiment -> Optional.of(experiment.baseline()),
            "The objective that the others are compared with.");
    static final Setting<Experiment, EvaluationSetting> EVALUATION = Setting.of(
            "evaluation",
            EvaluationSetting.BLOCK,
            EvaluationSetting.DEFAULT,
            Experiment::evaluation,
            "How embeddings are judged.");
    static final Setting<Experiment, ArtifactSetting> ARTIFACTS = Setting.of(
            "artifacts",
            ArtifactSetting.BLOCK,
            ArtifactSetting.DEFAULT,
            Experiment::artifacts,
            "Which embeddings and which model are kept.");
    static final Setting<Experiment, EarlyStoppingSetting> EARLY_STOPPING = Setting.optional(
            "earlyStopping",
            EarlyStoppingSetting.BLOCK,
            "off",
            Experiment::earlyStopping,
            "When training ends for lack of improvement.");
    static final Setting<Experiment, EquivalenceSetting> EQUIVALENCE = Setting.optional(
            "equivalence",
            EquivalenceSetting.BLOCK,
            "no test",
            Experiment::equivalence,
            "The test whether engines give equivalent results.");
    static final Setting<Experiment, TuneSetting> TUNE = Setting.optional(
            "tune", TuneReader.BLOCK, "off", Experiment::tune, "How objectives are tuned before they are compared.");

    /** The available names do not affect how an experiment is written. */
    private static final ExperimentSettings WRITING =
            new ExperimentSettings(new Available(Registry.of("loss", List.of()), List.of(), List.of()));

    private final Setting<Experiment, DatasetSettings> dataset;
    private final Setting<Experiment, List<String>> engines;
    private final Block<Experiment> block;

    /**
     * Describes the settings.
     *
     * @param available what a file may name
     */
    public ExperimentSettings(Available available) {
        this.dataset = Setting.required(
                "dataset",
                new DatasetBlock(available.datasets()),
                Experiment::dataset,
                "The samples that are trained and tested on.");
        this.engines = StudySettings.engines(available, DEFAULT_ENGINE, Experiment::engines);
        this.block = Block.inContext(
                "experiment",
                "An experiment trains one network under several objectives and compares them.",
                "",
                List.of(
                        STUDY,
                        NAME,
                        dataset,
                        NETWORK,
                        BATCH,
                        AugmentKinds.SETTING,
                        OPTIMIZER,
                        BUDGET,
                        engines,
                        SEEDS,
                        THREADS,
                        DEVICE,
                        BASELINE,
                        EVALUATION,
                        ARTIFACTS,
                        EARLY_STOPPING,
                        SelectSetting.SETTING,
                        ObjectivesReader.SETTING,
                        EQUIVALENCE,
                        TUNE));
    }

    private static Type<List<Long>> seeds() {
        Type<List<Long>> list = Type.distinct("seeds", Type.wholeNumber());
        return Type.of(
                list.allowed(),
                list.examples(),
                value -> {
                    if (value.isWhole()) {
                        throw value.refused("seeds must be a list, got %s; write [1, 2, 3] for three seeds"
                                .formatted(value.node().shown()));
                    }
                    return list.read(value);
                },
                list::written);
    }

    /** {@return all settings, for lists and documentation} */
    public Block<Experiment> block() {
        return block;
    }

    static String text(Experiment experiment) {
        return CanonicalText.of(WRITING.tree(experiment));
    }

    YamlNode.Mapping tree(Experiment experiment) {
        return block.written(experiment);
    }

    Setting<Experiment, DatasetSettings> dataset() {
        return dataset;
    }

    Setting<Experiment, List<String>> engines() {
        return engines;
    }

    List<String> keys() {
        return block.keys();
    }
}
