package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.Consumer;

/** Who runs trials: this process or others. */
public interface TrialExecutor {
    /**
     * Runs trials until each of them has a record in the run's folder, however it ended.
     *
     * @param trials the trials' ids, in the order in which they are to be begun
     * @param recorded told of each trial, by its id, as soon as its record is written, before another trial begins in its place;
     *     from several threads at a time where trials run side by side
     * @throws org.metricloss.results.store.ResultsException where the folder cannot be written
     */
    void run(List<String> trials, Consumer<String> recorded);

    /** As {@link #run(List, Consumer)}, for those who look at the records afterwards. */
    default void run(List<String> trials) {
        run(trials, trial -> {});
    }
}
