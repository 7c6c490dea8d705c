package org.metricloss.experiments.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.experiments.tensorboard.LiveExport;
import org.metricloss.experiments.tensorboard.TensorBoardExport;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/**
 * Exports the trials of a run as they end, and their embeddings at the end of the run.
 *
 * @param folder the run's folder
 * @param live the export to TensorBoard, if it is wanted
 * @param embeddings whether embeddings are exported
 * @param classNames the name of class 0, of class 1, ...
 */
record TrainingExport(RunFolder folder, Optional<LiveExport> live, boolean embeddings, List<String> classNames)
        implements RunExport {
    /** Exports all trials that have ended. The data is not opened: classes are named by their labels. */
    static List<String> ofRecords(RunFolder folder, Exports exports) {
        List<String> lines = new ArrayList<>();
        exports.tensorBoard().ifPresent(board -> {
            TensorBoardExport export = new TensorBoardExport(
                    folder, board, TrainingStudy.recorded(folder).evaluation().distance(), Integer::toString);
            folder.records(TrialRecord.class).forEach(export::write);
            lines.add("tensorboard: " + board);
        });
        if (exports.embeddings()) {
            lines.add(project(folder, Integer::toString));
        }
        return lines;
    }

    @Override
    public void ended(String id) {
        live.ifPresent(export -> folder.record(TrialRecord.class, id).ifPresent(export));
    }

    @Override
    public List<String> finish() {
        live.ifPresent(LiveExport::finish);
        return embeddings ? List.of(project(folder, classNames::get)) : List.of();
    }

    private static String project(RunFolder folder, IntFunction<String> classNames) {
        Path export = folder.path().resolve("export");
        ProjectorExport.write(folder, folder.records(TrialRecord.class), export, classNames);
        return "embeddings: " + export;
    }
}
