package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.record.Study;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** The runs in a folder of runs, a line for each. */
final class RunList {
    private RunList() {}

    /**
     * {@return for each run, by experiment and then by time, its folder, name and creation, and how many of its trials
     * have finished, have failed (or collapsed, diverged, ...) and have not ended}
     *
     * @param results the folder of all runs, each in a folder within one that is called as its experiment
     * @throws ResultsException where the folder cannot be read
     */
    static List<String> of(Path results) {
        return folders(results).stream()
                .flatMap(experiment -> folders(experiment).stream())
                .filter(run -> Files.exists(run.resolve("manifest.json")))
                .map(RunList::line)
                .toList();
    }

    private static List<Path> folders(Path parent) {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException failed) {
            throw new ResultsException("cannot read " + parent + ": " + failed, failed);
        }
    }

    /** A run that is damaged is no reason to show no other. */
    private static String line(Path path) {
        try {
            RunFolder run = RunFolder.open(path);
            boolean isCost = run.manifest().study() == Study.COST;
            int ended = isCost
                    ? run.records(PointRecord.class).size()
                    : run.records(TrialRecord.class).size();
            long finished = isCost
                    ? run.records(PointRecord.class).stream()
                            .filter(PointRecord::isFinished)
                            .count()
                    : run.records(TrialRecord.class).stream()
                            .filter(TrialRecord::isFinished)
                            .count();
            return "%s  %s  %s  %s done, %s failed, %s missing"
                    .formatted(
                            path,
                            run.manifest().name(),
                            run.manifest().created(),
                            finished,
                            ended - finished,
                            run.missing().size());
        } catch (ResultsException unreadable) {
            return "%s  unreadable: %s".formatted(path, unreadable.getMessage());
        }
    }
}
