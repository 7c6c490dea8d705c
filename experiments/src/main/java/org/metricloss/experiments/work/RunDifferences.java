package org.metricloss.experiments.work;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.metricloss.base.UserException;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.FlatJson;
import org.metricloss.results.store.RunFolder;

/** The changes since a run began: in its experiment file, the program, the data and the machine. */
public final class RunDifferences {
    private static final String NONE = "none";

    private RunDifferences() {}

    /**
     * {@return each difference in a few words. An experiment file that no longer exists is not a difference, because
     * the manifest holds the whole experiment}
     *
     * @param run the run
     * @param plan the plan that its experiment gives now
     */
    public static List<String> of(RunFolder run, WorkPlan plan) {
        Manifest manifest = run.manifest();
        List<String> differences = new ArrayList<>(manifest.source()
                .map(source -> ofFile(source.path(run.path()), source.overrides(), manifest, plan.study()))
                .orElse(List.of()));
        differences.addAll(ofConditions(manifest, plan));
        return differences;
    }

    /**
     * {@return the differences that results may depend on, each in a few words: those in the program, the data and the machine.
     * The experiment is always that of the manifest}
     *
     * @param manifest the manifest of the run
     * @param plan the plan that its experiment gives now
     */
    public static List<String> ofConditions(Manifest manifest, WorkPlan plan) {
        List<String> differences = new ArrayList<>(ofProgramAndData(manifest, plan.inputs()));
        differences.addAll(ofHardware(manifest.machine(), Machine.current()));
        return differences;
    }

    /**
     * {@return each difference in a few words; empty for machines whose times may be compared. The amount of memory and the
     * version of the operating system do not count, because they change from start to start and after an update}
     */
    static List<String> ofHardware(Machine one, Machine other) {
        return between("", one.hardware(), other.hardware());
    }

    /**
     * {@return each difference in a few words. The amount of memory is not compared, because it varies from start to
     * start}
     *
     * @param manifest the manifest of the run
     * @param plan the plan that its experiment gives now
     */
    public static List<String> ofProgramDataAndMachine(Manifest manifest, WorkPlan plan) {
        List<String> differences = new ArrayList<>(ofProgramAndData(manifest, plan.inputs()));
        differences.addAll(
                between("", manifest.machine().traits(), Machine.current().traits()));
        return differences;
    }

    private static List<String> ofProgramAndData(Manifest manifest, RunInputs now) {
        List<String> differences = new ArrayList<>(between("version of ", manifest.versions(), now.versions()));
        differences.addAll(between("data ", manifest.dataSha256(), now.dataSha256()));
        return differences;
    }

    private static List<String> ofFile(Path file, List<String> overrides, Manifest manifest, Study study) {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            String now = study.experiment(file, overrides);
            return between(file.getFileName() + ": ", FlatJson.of(manifest.experiment()), FlatJson.of(now));
        } catch (UserException refused) {
            return List.of("the experiment file is no longer accepted: " + refused.getMessage());
        }
    }

    /** {@return each difference of two maps in a few words} */
    static List<String> between(String what, Map<String, String> then, Map<String, String> now) {
        Set<String> names = new LinkedHashSet<>(then.keySet());
        names.addAll(now.keySet());
        return names.stream()
                .filter(name -> !then.getOrDefault(name, NONE).equals(now.getOrDefault(name, NONE)))
                .map(name -> "%s%s is %s, was %s"
                        .formatted(what, name, now.getOrDefault(name, NONE), then.getOrDefault(name, NONE)))
                .toList();
    }
}
