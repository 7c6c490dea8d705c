package org.metricloss.experiments.tensorboard;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.metricloss.results.record.TrialRecord;
import org.metricloss.results.store.ResultsException;

/**
 * Exports the trials of a run that goes on, each as soon as it has ended; several threads may tell of trials. What cannot be
 * written stops no trial: it is logged, and tried again at the end.
 */
public final class LiveExport implements Consumer<TrialRecord> {
    private static final System.Logger LOGGER = System.getLogger(LiveExport.class.getName());

    private final TensorBoardExport export;
    private final Queue<TrialRecord> left = new ConcurrentLinkedQueue<>();

    /** @param export writes a trial */
    public LiveExport(TensorBoardExport export) {
        this.export = export;
    }

    @Override
    public void accept(TrialRecord ended) {
        try {
            export.write(ended);
        } catch (ResultsException failed) {
            LOGGER.log(
                    System.Logger.Level.WARNING,
                    "TensorBoard does not show {0} before the run ends: {1}",
                    ended.id(),
                    failed.getMessage());
            left.add(ended);
        }
    }

    /**
     * Writes the trials that could not be written before.
     *
     * @throws ResultsException if one still cannot
     */
    public void finish() {
        left.forEach(export::write);
    }
}
