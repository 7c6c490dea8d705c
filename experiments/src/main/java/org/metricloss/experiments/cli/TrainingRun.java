package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.List;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.MisfitException;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.record.Study;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/** Opens runs of training. */
final class TrainingRun {
    private TrainingRun() {}

    /**
     * {@return the run}
     *
     * @param path the folder that holds manifest.json
     * @throws ResultsException where it is no run, or a cost study
     */
    static RunFolder open(Path path) {
        RunFolder folder = RunFolder.open(path);
        if (folder.manifest().study() == Study.COST) {
            throw new ResultsException(
                    path + " is a cost study: its figures are times and memory, which no machine gives twice;"
                            + " runs of training can be reproduced and compared");
        }
        return folder;
    }

    /**
     * {@return what it set out to do, with its data opened anew}
     *
     * @param folder a run
     * @throws ResultsException where the data has changed so that the experiment cannot be run on it
     */
    static Plan plan(RunFolder folder) {
        Experiment experiment = Experiment.parse(
                folder.path().resolve("manifest.json").toString(),
                folder.manifest().experiment(),
                List.of(),
                Available.onClassPath());
        try {
            return Plan.of(experiment, Datasets.ofEnvironment());
        } catch (MisfitException misfit) {
            throw new ResultsException(
                    "%s's data does not fit its experiment any more: %s: %s"
                            .formatted(folder.path(), misfit.setting(), misfit.getMessage()),
                    misfit);
        }
    }
}
