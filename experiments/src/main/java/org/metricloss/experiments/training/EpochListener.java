package org.metricloss.experiments.training;

import java.util.List;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * Receives a trial's epochs as they end, in the process that trains it. The time of the listener is not part of the
 * trial's times by phase.
 */
@FunctionalInterface
interface EpochListener {
    /** Does nothing. */
    EpochListener NONE = (trial, epochs, validation) -> {};

    /**
     * Called when an epoch has ended and its artifact, if it has one, is written. A trial that resumes from a
     * checkpoint starts with the epochs before the checkpoint.
     *
     * @param trial its id
     * @param epochs all epochs that have ended, in order
     * @param validation the measures of the validation part so far
     */
    void epochEnded(String trial, List<EpochRecord> epochs, List<ValidationPoint> validation);
}
