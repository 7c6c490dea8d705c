package org.metricloss.experiments.model;

import java.nio.file.Files;
import java.nio.file.Path;
import org.metricloss.base.UserException;
import org.metricloss.models.ModelFolder;
import org.metricloss.models.TrainedModel;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.artifact.Artifacts;
import org.metricloss.results.training.record.TrialRecord;

/** Finds a model by the path that a user gives: the folder of a model, or {@code RUN/TRIAL} for that of a trial. */
public final class ModelLocation {
    private ModelLocation() {}

    /**
     * {@return the model}
     *
     * @param path the folder of a model, or the folder of a run followed by the id of one of its trials
     * @throws UserException if there is no model, or it is corrupted or of a newer version
     */
    public static TrainedModel read(Path path) {
        return ModelFolder.read(folder(path));
    }

    /** Returns the folder of a model; the files of a trial's model are compared with the trial's record. */
    private static Path folder(Path path) {
        Path run = path.toAbsolutePath().normalize().getParent();
        if (ModelFolder.isModel(path) || run == null || !Files.exists(run.resolve("manifest.json"))) {
            if (!Files.isDirectory(path)) {
                throw new UserException(
                        path + ": no such model; give the folder of a model, or RUN/TRIAL for a trial of a run");
            }
            return path;
        }
        return ofTrial(RunFolder.open(run), path.getFileName().toString());
    }

    private static Path ofTrial(RunFolder run, String id) {
        TrialRecord trial = run.record(TrialRecord.class, id)
                .orElseThrow(() -> new ResultsException(
                        "trial %s of %s has not ended, so it has no model".formatted(id, run.path())));
        if (!trial.isFinished()) {
            throw new ResultsException("trial %s of %s did not finish, so it has no model: %s"
                    .formatted(id, run.path(), trial.reason().orElse("")));
        }
        Path folder = Artifacts.modelFolder(run, id);
        boolean recorded = trial.artifacts()
                .map(files -> files.keySet().stream().anyMatch(name -> name.endsWith(ModelFolder.DESCRIPTION)))
                .orElse(false);
        if (!recorded && !ModelFolder.isModel(folder)) {
            throw new ResultsException(
                    "trial %s of %s has no model: artifacts.model is none, it is a step of tuning, or an older version ran it"
                            .formatted(id, run.path()));
        }
        Artifacts.intact(folder.resolve(ModelFolder.DESCRIPTION), trial);
        Artifacts.intact(folder.resolve(ModelFolder.WEIGHTS), trial);
        return folder;
    }
}
