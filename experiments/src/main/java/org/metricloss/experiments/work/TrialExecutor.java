package org.metricloss.experiments.work;

import java.util.List;
import java.util.function.Consumer;

/** Runs items, in this process or in other processes. */
public interface TrialExecutor extends AutoCloseable {
    /**
     * Runs items until each of them has a record in the run's folder. A failed item has a record, too.
     *
     * @param trials the items' ids, in the order in which they start
     * @param recorded receives the id of each item as soon as its record is written, before another item starts in its
     *     place; it is called from several threads if items run in parallel
     * @throws org.metricloss.results.store.ResultsException if the folder cannot be written
     */
    void run(List<String> trials, Consumer<String> recorded);

    /** Runs items as {@link #run(List, Consumer)} does, for callers that read the records afterwards. */
    default void run(List<String> trials) {
        run(trials, trial -> {});
    }

    /** Ends what the executor keeps between two calls. The default implementation does nothing. */
    @Override
    default void close() {}
}
