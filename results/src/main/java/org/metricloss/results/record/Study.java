package org.metricloss.results.record;

/** What a run is for. */
public enum Study {
    /** Networks are trained and compared. */
    TRAINING,
    /** Losses are timed, apart from any training. */
    COST
}
