package org.metricloss.experiments.training;

import java.util.List;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.ValidationPoint;

/** Told of a trial's epochs as they end, in the process that trains it. What it takes is in none of the trial's times by phase. */
@FunctionalInterface
public interface EpochListener {
    /** Does nothing. */
    EpochListener NONE = (trial, epochs, validation) -> {};

    /**
     * An epoch has ended, and its artifact is written where it has one. A trial that goes on from a checkpoint begins with the
     * epochs before it.
     *
     * @param trial its id
     * @param epochs all that have ended, the last one last
     * @param validation what was measured on the validation part so far
     */
    void epochEnded(String trial, List<EpochRecord> epochs, List<ValidationPoint> validation);
}
