package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import org.metricloss.experiments.work.Repetition;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/**
 * Runs of one study that are compared or reproduced.
 *
 * @param folders at least one
 * @param repetition compares or reproduces the runs
 */
record RepeatedRuns(List<RunFolder> folders, Repetition repetition) {
    /**
     * {@return the runs}
     *
     * @param paths folders that hold a manifest.json, at least one
     * @throws ResultsException if a path is not a run, if its study differs from that of the first run, or if runs of
     *     the study cannot be compared and reproduced
     */
    static RepeatedRuns open(List<Path> paths) {
        List<RunFolder> folders = paths.stream().map(RunFolder::open).toList();
        for (RunFolder folder : folders) {
            Study study = Study.of(folder);
            if (study.repetition().isEmpty()) {
                throw new ResultsException(folder.path() + " " + study.whyNoRepetition());
            }
            if (!folder.manifest().study().equals(folders.get(0).manifest().study())) {
                throw new ResultsException("%s is a run of study '%s', but %s is one of study '%s'"
                        .formatted(
                                folder.path(),
                                study.id(),
                                folders.get(0).path(),
                                folders.get(0).manifest().study()));
            }
        }
        return new RepeatedRuns(folders, Study.of(folders.get(0)).repetition().orElseThrow());
    }
}
