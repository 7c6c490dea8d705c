package org.metricloss.experiments.cost;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.engine.Device;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.plugin.Registry;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.CanonicalText;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.StudySettings;
import org.metricloss.experiments.file.Type;

/** Describes every setting of a cost study. */
public final class CostSettings {
    private static final int MOST_SAMPLES = 1 << 20;

    /** Numbers of samples n. */
    static final Type<Integer> SAMPLES = Type.integer(2, MOST_SAMPLES);

    static final Setting<CostExperiment, String> STUDY = Setting.required(
            StudySettings.KEY, StudySettings.study("cost", "cost"), study -> "cost", "What the file describes.");
    static final Setting<CostExperiment, String> NAME = StudySettings.name(CostExperiment::name);
    static final Setting<CostExperiment, Integer> THREADS = StudySettings.threads(CostExperiment::threads);
    static final Setting<CostExperiment, Device> DEVICE = StudySettings.<CostExperiment>device(CostExperiment::device)
            .statedOnly(study -> study.device().isGpu());
    static final Setting<CostExperiment, Long> SEED = Setting.of(
            "seed",
            Type.wholeNumber(),
            1L,
            CostExperiment::seed,
            "Seed for the embeddings, the initial weights and the order of the points.");
    static final Setting<CostExperiment, List<Integer>> DIMENSIONS = Setting.of(
            "dimensions",
            Type.distinct("dimensions", Type.integer(1, StudySettings.MAX_EMBEDDING)),
            List.of(128),
            CostExperiment::dimensions,
            "The embedding dimensions.");
    static final Setting<CostExperiment, List<Integer>> CLASSES =
            counts("classes", true, "The number of classes in a batch, at every number of samples.");
    static final Setting<CostExperiment, List<Integer>> PER_CLASS = counts(
            "perClass", false, "The number of samples of each class; the number of classes grows with the batch.");
    static final Setting<CostExperiment, String> NETWORK = Setting.of(
            "network",
            Type.oneOf(
                    "network",
                    Arrays.stream(NamedNetwork.values()).map(NamedNetwork::id).toList()),
            NamedNetwork.LENET.id(),
            study -> study.network().id(),
            "The network that every member of listed tuples goes through.");
    static final Setting<CostExperiment, Integer> SAMPLE_TUPLES = Setting.of(
            "sampleTuples",
            Type.integer(1, 4096),
            64,
            CostExperiment::sampleTuples,
            "The number of listed tuples in a timed training step.");
    static final Setting<CostExperiment, CostTiming> TIMING = Setting.of(
            "timing", CostTiming.BLOCK, CostTiming.DEFAULT, CostExperiment::timing, "How each point is measured.");

    private static final Setting<CostExperiment, List<Integer>> SIZES = Setting.optional(
            "sizes",
            Type.distinct("numbers of samples", SAMPLES),
            "each loss has its own",
            study -> Optional.empty(),
            "The batch sizes of losses without sizes of their own.");
    private static final Setting<CostExperiment, String> BASELINE = Setting.optional(
            "baseline",
            Type.inContext("the name of a loss below", List.of(), Nodes::text),
            "the first loss",
            study -> Optional.of(study.baseline()),
            "The loss that the others are compared with.");
    private static final Setting<CostExperiment, List<CostSeries>> LOSSES = Setting.required(
            "losses",
            Type.inContext("a mapping of names to losses", CostSeriesReader.BLOCK.blocks(), CostSeriesReader::written),
            CostExperiment::series,
            "What is timed.");

    /** The available names do not affect how a study is written. */
    private static final CostSettings WRITING =
            new CostSettings(new Available(Registry.of("loss", List.of()), List.of("none"), List.of()));

    private final Setting<CostExperiment, List<String>> engines;
    private final Block<CostExperiment> block;

    /**
     * Describes the settings.
     *
     * @param available what a file may name
     */
    public CostSettings(Available available) {
        this.engines = StudySettings.engines(available, available.engines().get(0), CostExperiment::engines);
        this.block = Block.inContext(
                "cost study",
                "A cost study times losses on synthetic embeddings, without training.",
                "",
                List.of(
                        // It comes first because it determines the meaning of the other keys.
                        STUDY,
                        NAME,
                        engines,
                        THREADS,
                        DEVICE,
                        SEED,
                        DIMENSIONS,
                        CLASSES,
                        PER_CLASS,
                        SIZES,
                        NETWORK,
                        SAMPLE_TUPLES,
                        TIMING,
                        BASELINE,
                        LOSSES));
    }

    /** {@return all settings, for lists and documentation} */
    public Block<CostExperiment> block() {
        return block;
    }

    static String text(CostExperiment study) {
        return CanonicalText.of(WRITING.block.written(study));
    }

    Setting<CostExperiment, List<String>> engines() {
        return engines;
    }

    private static Setting<CostExperiment, List<Integer>> counts(String name, boolean classesFixed, String help) {
        return Setting.optional(
                name,
                Type.distinct("numbers", Type.integer(1, MOST_SAMPLES)),
                "the other of `classes` and `perClass`",
                study -> Optional.of(study.fixedCounts()).filter(counts -> study.classesFixed() == classesFixed),
                help);
    }
}
