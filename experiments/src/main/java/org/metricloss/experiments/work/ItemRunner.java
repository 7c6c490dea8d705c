package org.metricloss.experiments.work;

import java.util.List;
import org.metricloss.results.record.ItemRecord;

/** Runs items of a plan in this process, one after the other. */
public interface ItemRunner {
    /**
     * Loads what an item needs, so that loading is not part of any item's times. No result is stored. The default
     * implementation does nothing.
     *
     * @param id the item
     */
    default void warmUp(String id) {}

    /**
     * Runs an item until it ends and writes its record. A failed item is recorded, too.
     *
     * @param id the item
     * @param sideBySide whether other items run at the same time
     * @param measureMemory whether this process runs nothing else, so that its peak memory can be recorded as the item's
     * @param lostAttempts why earlier attempts in other processes failed, one line each, for the record
     * @return its record
     * @throws org.metricloss.results.store.ResultsException if the folder cannot be written; this does not count as a
     *     failure of the item
     */
    ItemRecord run(String id, boolean sideBySide, boolean measureMemory, List<String> lostAttempts);
}
