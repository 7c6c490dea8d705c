package org.metricloss.experiments.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.CostExperiment;
import org.metricloss.experiments.file.Experiment;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.results.record.ExperimentSource;
import org.metricloss.results.record.Manifest;

/** What has changed since a run began: its experiment file, the program, the data. */
public final class RunDifferences {
    private static final String NONE = "none";

    private RunDifferences() {}

    /**
     * @param manifest what the run was begun with
     * @param plan what there is now
     * @param available what its experiment file may name
     * @return each difference in a few words; an experiment file that is gone is none, for the manifest holds all of it
     */
    public static List<String> of(Manifest manifest, Plan plan, Available available) {
        List<String> differences = new ArrayList<>(ofFile(
                manifest,
                source -> Experiment.read(Path.of(source.file()), source.overrides(), available)
                        .canonicalText()));
        differences.addAll(between("version of ", manifest.versions(), plan.versions()));
        differences.addAll(between("data ", manifest.dataSha256(), plan.dataSha256()));
        return differences;
    }

    /**
     * @param manifest what a cost study was begun with
     * @param versions those of now
     * @param available what its file may name
     * @return as for training; there is no data
     */
    public static List<String> ofCost(Manifest manifest, Map<String, String> versions, Available available) {
        List<String> differences = new ArrayList<>(ofFile(
                manifest,
                source -> CostExperiment.read(Path.of(source.file()), source.overrides(), available)
                        .canonicalText()));
        differences.addAll(between("version of ", manifest.versions(), versions));
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
            return between(file.getFileName() + ": ", settings(manifest.experiment()), settings(now));
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

    /** Every value of an experiment's canonical text by its path, such as {@code budget.epochs}. */
    private static Map<String, String> settings(String canonicalText) {
        Map<String, String> settings = new LinkedHashMap<>();
        try {
            flatten("", new JsonMapper().readTree(canonicalText), settings);
            return settings;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("canonical text is JSON", broken);
        }
    }

    private static void flatten(String path, JsonNode node, Map<String, String> settings) {
        if (node.isObject()) {
            node.properties().forEach(field -> flatten(joined(path, field.getKey()), field.getValue(), settings));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                flatten(joined(path, Integer.toString(i)), node.get(i), settings);
            }
        } else {
            settings.put(path, node.asText());
        }
    }

    private static String joined(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
