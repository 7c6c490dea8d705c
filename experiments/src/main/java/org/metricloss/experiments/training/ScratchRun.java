package org.metricloss.experiments.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.metricloss.base.Causes;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.TrialExecutor;
import org.metricloss.results.store.FolderTree;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.store.RunLock;
import org.metricloss.results.training.record.TrialRecord;

/** Runs trials of a run again in a separate folder, which is deleted afterwards. */
final class ScratchRun {
    private static final System.Logger LOGGER = System.getLogger(ScratchRun.class.getName());

    private ScratchRun() {}

    /**
     * {@return the new records, in the order of the ids}
     *
     * @param work the plan of the run
     * @param original the run, in which nothing is written
     * @param trials the ids of trials of the run
     * @param executor creates the executor of the trials for the folder to write to
     * @throws ResultsException if the trials of the plan differ from those in the run's manifest, or the folder for
     *     temporary files cannot be written
     */
    static List<TrialRecord> of(
            TrainingWork work, RunFolder original, List<String> trials, Function<RunFolder, TrialExecutor> executor) {
        StudyRun.requireSameItems(work, original);
        Path temporary = temporary();
        try {
            RunFolder scratch = RunFolder.create(temporary, original.manifest());
            RunLock lock = scratch.lock();
            try {
                copyTuning(original, scratch, trials);
                try (TrialExecutor runner = executor.apply(scratch)) {
                    for (List<String> stage : work.stages()) {
                        List<String> wanted =
                                stage.stream().filter(trials::contains).toList();
                        if (!wanted.isEmpty()) {
                            runner.run(wanted);
                        }
                    }
                }
            } finally {
                lock.close();
            }
            return trials.stream()
                    .map(trial -> scratch.record(TrialRecord.class, trial)
                            .orElseThrow(() -> new ResultsException("trial " + trial + " did not run to its end")))
                    .toList();
        } finally {
            delete(temporary);
        }
    }

    /** The setting of a trial follows from the records of the trials that tuned it. */
    private static void copyTuning(RunFolder original, RunFolder scratch, List<String> without) {
        original.records(TrialRecord.class).stream()
                .filter(trial -> trial.setup().tuningStep().isPresent() && !without.contains(trial.id()))
                .forEach(scratch::write);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("metricloss-");
        } catch (IOException e) {
            throw new ResultsException("cannot make a folder for temporary files: " + Causes.inWords(e), e);
        }
    }

    /** If the deletion fails, the files stay in the system's folder for temporary files. */
    private static void delete(Path folder) {
        try {
            FolderTree.delete(folder);
        } catch (IOException e) {
            LOGGER.log(System.Logger.Level.WARNING, "{0} could not be deleted: {1}", folder, Causes.inWords(e));
        }
    }
}
