package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.store.RunFolder;

/** Manifests of runs as another version of the program would have written them. */
final class Manifests {
    private Manifests() {}

    /** Replaces a run's manifest by one that states another version, sealed as ever. */
    static void withVersion(Path run, String what, String version) throws IOException {
        Manifest now = RunFolder.open(run).manifest();
        Map<String, String> versions = new LinkedHashMap<>(now.versions());
        versions.put(what, version);
        replace(run, now, versions, now.machine());
    }

    /** Replaces a run's manifest by one of another machine. */
    static void withMachine(Path run, Machine machine) throws IOException {
        Manifest now = RunFolder.open(run).manifest();
        replace(run, now, now.versions(), machine);
    }

    private static void replace(Path run, Manifest now, Map<String, String> versions, Machine machine)
            throws IOException {
        Manifest then = new Manifest(
                now.format(),
                now.study(),
                now.name(),
                now.created(),
                now.experiment(),
                now.experimentSha256(),
                versions,
                machine,
                now.dataSha256(),
                now.gitCommit(),
                now.trials(),
                now.command(),
                now.baseline(),
                now.source(),
                now.measures(),
                now.shard(),
                now.classNames(),
                now.warnings());
        Path runs = Files.createDirectory(run.resolve("then"));
        Path written = RunFolder.create(runs, then).path().resolve("manifest.json");
        Files.copy(written, run.resolve("manifest.json"), StandardCopyOption.REPLACE_EXISTING);
        try (Stream<Path> files = Files.walk(runs)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
