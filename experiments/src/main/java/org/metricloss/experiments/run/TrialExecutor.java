package org.metricloss.experiments.run;

import java.util.List;

/** Who runs trials: this process or others. */
public interface TrialExecutor {
    /**
     * Runs trials until each of them has a record in the run's folder, however it ended.
     *
     * @param trials the trials' ids, in the order in which they are to be begun
     * @throws org.metricloss.results.store.ResultsException where the folder cannot be written
     */
    void run(List<String> trials);
}
