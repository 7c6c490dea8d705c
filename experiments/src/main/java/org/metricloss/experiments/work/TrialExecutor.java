package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.Consumer;

/** Runs items, in this process or in others. */
public interface TrialExecutor {
    /**
     * Runs items until each of them has a record in the run's folder, however it ended.
     *
     * @param trials the items' ids, in the order in which they start
     * @param recorded told the id of each item as soon as its record is written, before another item starts in its place; called from
     *     several threads at a time if items run side by side
     * @throws org.metricloss.results.store.ResultsException if the folder cannot be written
     */
    void run(List<String> trials, Consumer<String> recorded);

    /** As {@link #run(List, Consumer)}, for those who look at the records afterwards. */
    default void run(List<String> trials) {
        run(trials, trial -> {});
    }
}
