package org.metricloss.experiments.training;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.experiments.cost.CostExperiment;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.FlatJson;

/** What has changed since a run began: its experiment file, the program, the data, the machine. */
public final class RunDifferences {
    private static final String NONE = "none";
    /** With its version, which changes where a machine is brought up to date. */
    private static final String OPERATING_SYSTEM = "operating system";

    private RunDifferences() {}

    /**
     * {@return each difference in a few words; an experiment file that is gone is none, for the manifest holds all of
     * it}
     *
     * @param manifest what the run was begun with
     * @param plan what there is now
     * @param available what its experiment file may name
     */
    public static List<String> of(Manifest manifest, Plan plan, Available available) {
        List<String> differences = new ArrayList<>(ofFile(
                manifest,
                source -> Experiment.read(Path.of(source.file()), source.overrides(), available)
                        .canonicalText()));
        differences.addAll(ofProgramAndData(manifest, plan));
        differences.addAll(ofHardware(manifest));
        return differences;
    }

    /** Times of two machines are not to be mixed; a machine whose system was updated is still the same. */
    private static List<String> ofHardware(Manifest manifest) {
        Map<String, String> then = new LinkedHashMap<>(manifest.machine().traits());
        Map<String, String> now = new LinkedHashMap<>(Machine.current().traits());
        then.remove(OPERATING_SYSTEM);
        now.remove(OPERATING_SYSTEM);
        return between("", then, now);
    }

    /**
     * {@return each difference in a few words. Memory is no difference: it varies from start to start}
     *
     * @param manifest what the run was begun with
     * @param plan what there is now
     */
    public static List<String> ofProgramDataAndMachine(Manifest manifest, Plan plan) {
        List<String> differences = new ArrayList<>(ofProgramAndData(manifest, plan));
        differences.addAll(
                between("", manifest.machine().traits(), Machine.current().traits()));
        return differences;
    }

    private static List<String> ofProgramAndData(Manifest manifest, Plan plan) {
        List<String> differences = new ArrayList<>(between("version of ", manifest.versions(), plan.versions()));
        differences.addAll(between("data ", manifest.dataSha256(), plan.dataSha256()));
        return differences;
    }

    /**
     * {@return as for training; there is no data}
     *
     * @param manifest what a cost study was begun with
     * @param versions those of now
     * @param available what its file may name
     */
    public static List<String> ofCost(Manifest manifest, Map<String, String> versions, Available available) {
        List<String> differences = new ArrayList<>(ofFile(
                manifest,
                source -> CostExperiment.read(Path.of(source.file()), source.overrides(), available)
                        .canonicalText()));
        differences.addAll(between("version of ", manifest.versions(), versions));
        differences.addAll(ofHardware(manifest));
        return differences;
    }

    private static List<String> ofFile(Manifest manifest, Function<ExperimentSource, String> reader) {
        return manifest.source().map(source -> ofFile(source, manifest, reader)).orElse(List.of());
    }

    private static List<String> ofFile(
            ExperimentSource source, Manifest manifest, Function<ExperimentSource, String> reader) {
        Path file = Path.of(source.file());
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String now = reader.apply(source);
            return between(file.getFileName() + ": ", FlatJson.of(manifest.experiment()), FlatJson.of(now));
        } catch (ExperimentFileException refused) {
            return List.of("the experiment file is refused now: " + refused.getMessage());
        }
    }

    private static List<String> between(String what, Map<String, String> then, Map<String, String> now) {
        Set<String> names = new LinkedHashSet<>(then.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !then.getOrDefault(name, NONE).equals(now.getOrDefault(name, NONE)))
                .map(name -> "%s%s is %s, was %s"
                        .formatted(what, name, now.getOrDefault(name, NONE), then.getOrDefault(name, NONE)))
                .toList();
    }
}
