package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.metricloss.base.Causes;
import org.metricloss.base.UserException;
import org.metricloss.experiments.work.Study;
import org.metricloss.formats.FileException;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.RunFolder;

/** The runs in a folder of runs, one line for each. */
final class RunList {
    private RunList() {}

    /**
     * {@return one line for each run, ordered by experiment and then by time: its folder, its name, its creation in
     * UTC, whether it has finished, runs or was interrupted, how many of its trials failed (or collapsed, diverged,
     * ...), and its most important result}
     *
     * @param results the folder of all runs; each run is in a folder that is named after its experiment
     * @throws FileException if the folder cannot be read
     */
    static List<String> of(Path results) {
        return folders(results).stream().flatMap(RunList::lines).toList();
    }

    private static Stream<String> lines(Path experiment) {
        try {
            return folders(experiment).stream()
                    .filter(run -> Files.exists(run.resolve("manifest.json")))
                    .map(RunList::line);
        } catch (FileException unreadable) {
            return Stream.of(unreadable.getMessage());
        }
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException failed) {
            throw new FileException("cannot read %s: %s".formatted(parent, Causes.inWords(failed)), failed);
        }
    }

    /** A damaged run does not hide the others. */
    private static String line(Path path) {
        try {
            RunFolder run = RunFolder.open(path);
            Study study = Study.of(run);
            List<ItemRecord> ended = study.records(run);
            return "%s  %s  %s  %s%s"
                    .formatted(
                            path,
                            run.manifest().name(),
                            run.manifest().created().replaceFirst("\\.[0-9]+", ""),
                            state(run, ended),
                            study.headline(run, ended)
                                    .map(words -> "; " + words)
                                    .orElse(""));
        } catch (UserException unreadable) {
            return "%s  unreadable: %s".formatted(path, unreadable.getMessage());
        }
    }

    private static String state(RunFolder run, List<ItemRecord> ended) {
        int trials = run.manifest().trials().size();
        long failed = ended.stream().filter(item -> !item.isFinished()).count();
        String failures = failed == 0 ? "" : ", " + failed + " failed";
        String done = "%s of %s trials".formatted(ended.size(), trials);
        if (run.isInUse()) {
            return "running, " + done + " done" + failures;
        }
        if (run.manifest().shard().isPresent()) {
            return "shard %s, %s done%s".formatted(run.manifest().shard().get(), done, failures);
        }
        return ended.size() < trials
                ? "interrupted after " + done + failures
                : "finished, %s trials%s".formatted(trials, failures);
    }
}
