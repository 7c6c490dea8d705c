package org.metricloss.results.record;

import org.metricloss.results.cost.PointRecord;
import org.metricloss.results.training.record.TrialRecord;

/** What a run is for. */
public enum Study {
    /** Networks are trained and compared: its records are {@link TrialRecord}s. */
    TRAINING,
    /** Losses are timed, apart from any training: its records are {@link PointRecord}s. */
    COST
}
