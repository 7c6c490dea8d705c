package org.metricloss.experiments.cli;

import java.nio.file.Path;
import org.metricloss.results.record.Study;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.store.RunFolder;

/** Opens runs for commands that ask for trials of training. */
final class TrainingRun {
    private TrainingRun() {}

    /**
     * @param path the folder that holds manifest.json
     * @return the run
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
}
