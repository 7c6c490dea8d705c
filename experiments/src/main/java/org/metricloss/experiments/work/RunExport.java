package org.metricloss.experiments.work;

import java.util.List;

/** Writes a run for other programs while it goes on and at its end. */
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
     * An item has ended and its record is written. Several threads may call this at a time.
     *
     * @param id the item
     */
    void ended(String id);

    /**
     * Writes what is left to write at the end of the run.
     *
     * @return where it was written, a line for each
     * @throws org.metricloss.results.store.ResultsException if something cannot be written
     */
    List<String> finish();
}
