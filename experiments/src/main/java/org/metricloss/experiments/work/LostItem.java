package org.metricloss.experiments.work;

import java.util.List;
import org.metricloss.results.record.TrialStatus;

/**
 * An item whose process ended before it could write the record.
 *
 * @param id the item
 * @param status how it ended
 * @param reason the reason, in one line
 * @param lostAttempts why earlier attempts failed, one line each
 * @param wallSeconds the wall time until then, in seconds
 * @param sideBySide whether other items ran at the same time
 */
public record LostItem(
        String id,
        TrialStatus status,
        String reason,
        List<String> lostAttempts,
        double wallSeconds,
        boolean sideBySide) {
    /** Copies the list. */
    public LostItem {
        lostAttempts = List.copyOf(lostAttempts);
    }
}
