package org.metricloss.experiments.work;

import java.util.List;
import java.util.OptionalLong;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;

/** What a run consists of, for those who hand it out: trials by id, each of which ends in one record. */
public interface WorkPlan {
    /** {@return the trials' ids in the order they run} */
    List<String> trialIds();

    /**
     * {@return the most steps that it can take, as its progress is told; empty where that is not known}
     *
     * @param id a trial's id
     */
    OptionalLong steps(String id);

    /**
     * {@return whether it has a record, which is read and verified}
     *
     * @param folder the run's folder
     * @param id a trial's id
     * @throws org.metricloss.results.store.ResultsException where the record is corrupted
     */
    boolean isRecorded(RunFolder folder, String id);

    /**
     * Records a trial whose end follows from what others have come to, in place of running it.
     *
     * @param folder the run's folder
     * @param id a trial that is to be begun
     * @return whether it has a record now
     * @throws org.metricloss.results.store.ResultsException where it cannot be written
     */
    default boolean settles(RunFolder folder, String id) {
        return false;
    }

    /**
     * Records a trial whose process did not live to do so.
     *
     * @param folder the run's folder
     * @param id the trial's id
     * @param status how it ended
     * @param reason why, in one line
     * @param wallSeconds how long that took
     * @param sideBySide whether other trials ran beside it
     * @throws org.metricloss.results.store.ResultsException where it cannot be written
     */
    void recordLost(
            RunFolder folder, String id, TrialStatus status, String reason, double wallSeconds, boolean sideBySide);
}
