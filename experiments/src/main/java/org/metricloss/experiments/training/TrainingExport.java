package org.metricloss.experiments.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.loss.Objective;
import org.metricloss.experiments.embeddings.ProjectorExport;
import org.metricloss.experiments.tensorboard.LiveExport;
import org.metricloss.experiments.tensorboard.TensorBoardExport;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.training.setting.ObjectiveSetting;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.summary.SummarySection;

/**
 * Exports the trials of a run as they end, and their embeddings at the end of the run.
 *
 * @param folder the run's folder
 * @param live the export to TensorBoard, if it is wanted
 * @param exports the wanted exports
 */
record TrainingExport(RunFolder folder, Optional<LiveExport> live, Exports exports) implements RunExport {
    /** Exports all trials that have ended. The data is not opened: the manifest names the classes. */
    static List<String> ofRecords(RunFolder folder, Exports exports) {
        List<String> lines = new ArrayList<>();
        exports.tensorBoard().ifPresent(board -> {
            List<TrialRecord> trials = folder.records(TrialRecord.class);
            TensorBoardExport export = new TensorBoardExport(folder, board, distances(folder, trials)::get);
            trials.forEach(trial -> lines.addAll(export.write(trial)));
            lines.add("tensorboard: " + board);
        });
        lines.addAll(files(folder, exports));
        return lines;
    }

    private static List<String> files(RunFolder folder, Exports exports) {
        List<String> lines = new ArrayList<>();
        if (exports.latex()) {
            String file = "tables/summary.tex";
            folder.derivedFiles().writeText(file, new SummarySection(RecordedRuns.of(List.of(folder))).latex());
            lines.add("latex: " + folder.path().resolve(file));
        }
        if (exports.embeddings()) {
            lines.addAll(project(folder));
        }
        return lines;
    }

    /** {@return the distance of each trial: recorded with it, or in older runs named by the experiment} */
    private static Map<String, Distance> distances(RunFolder folder, List<TrialRecord> trials) {
        Experiment experiment = TrainingStudy.recorded(folder);
        Map<String, Objective> objectives = experiment.objectives().stream()
                .collect(Collectors.toMap(ObjectiveSetting::name, ObjectiveSetting::objective));
        return trials.stream()
                .collect(Collectors.toMap(
                        TrialRecord::id,
                        trial -> trial.setup()
                                .distance()
                                .map(name -> Distance.valueOf(name.toUpperCase(Locale.ROOT)))
                                .orElseGet(() -> experiment
                                        .evaluation()
                                        .distance()
                                        .of(objectives.get(trial.setup().objective())))));
    }

    @Override
    public void ended(String id) {
        live.ifPresent(export -> folder.record(TrialRecord.class, id).ifPresent(export));
    }

    @Override
    public List<String> finish() {
        live.ifPresent(LiveExport::finish);
        return files(folder, exports);
    }

    private static List<String> project(RunFolder folder) {
        Path export = folder.path().resolve("export");
        List<String> lines = new ArrayList<>(ProjectorExport.write(folder, folder.records(TrialRecord.class), export));
        lines.add("embeddings: " + export);
        return lines;
    }
}
