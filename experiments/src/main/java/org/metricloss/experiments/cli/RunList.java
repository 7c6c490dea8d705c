package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.metricloss.experiments.work.Study;
import org.metricloss.formats.FileException;
import org.metricloss.formats.UserException;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.store.RunFolder;

/** The runs in a folder of runs, one line for each. */
final class RunList {
    private RunList() {}

    /**
     * {@return one line for each run, ordered by experiment and then by time: its folder, name and creation, and how many of
     * its trials have finished, have failed (or collapsed, diverged, ...) and have not ended}
     *
     * @param results the folder of all runs; each run is in a folder that is named after its experiment
     * @throws ResultsException if the folder cannot be read
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
            throw new FileException("cannot read " + parent + ": " + failed, failed);
        }
    }

    /** A damaged run does not hide the others. */
    private static String line(Path path) {
        try {
            RunFolder run = RunFolder.open(path);
            List<ItemRecord> ended = Study.of(run).records(run);
            long finished = ended.stream().filter(ItemRecord::isFinished).count();
            return "%s  %s  %s  %s done, %s failed, %s missing%s"
                    .formatted(
                            path,
                            run.manifest().name(),
                            run.manifest().created(),
                            finished,
                            ended.size() - finished,
                            run.missing().size(),
                            run.manifest()
                                    .shard()
                                    .map(shard -> ", shard " + shard)
                                    .orElse(""));
        } catch (UserException unreadable) {
            return "%s  unreadable: %s".formatted(path, unreadable.getMessage());
        }
    }
}
