package org.metricloss.experiments.work;

import java.util.List;

/** Exports a run for other programs, while it runs and at its end. */
public interface RunExport {
    /** Writes nothing. */
    RunExport NONE = new RunExport() {
        @Override
        public void ended(String id) {}

        @Override
        public List<String> finish() {
            return List.of();
        }
    };

    /**
     * Called when an item has ended and its record is written. Several threads may call this method at the same time.
     *
     * @param id the item
     */
    void ended(String id);

    /**
     * Writes the remaining files at the end of the run.
     *
     * @return the places that were written, one line each
     * @throws org.metricloss.results.store.ResultsException if something cannot be written
     */
    List<String> finish();
}
