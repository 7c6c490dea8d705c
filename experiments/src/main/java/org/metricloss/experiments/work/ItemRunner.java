package org.metricloss.experiments.work;

import org.metricloss.results.record.ItemRecord;

/** Runs items of a plan in this process, one after the other. */
public interface ItemRunner {
    /**
     * Loads what an item needs, so that this is in no item's times. Keeps nothing, and does nothing unless overridden.
     *
     * @param id the item
     */
    default void warmUp(String id) {}

    /**
     * Runs an item to its end, however it ends, and writes its record: an item that fails is recorded, too.
     *
     * @param id the item
     * @param sideBySide whether other items run beside it
     * @param measureMemory whether this process runs nothing else, so that its peak memory can be recorded as the item's
     * @return its record
     * @throws org.metricloss.results.store.ResultsException if the folder cannot be written; the item is not to blame
     */
    ItemRecord run(String id, boolean sideBySide, boolean measureMemory);
}
