package org.metricloss.experiments.faults;

import java.util.Optional;
import org.metricloss.formats.Layout;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.OfStudy;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.TrialStatus;

/** How many primes there are up to a number. */
@OfStudy(PrimeStudy.ID)
@Layout(newest = 1, oldest = 1)
record PrimeRecord(
        int format, String id, int upTo, int primes, TrialStatus status, Optional<String> reason, double wallSeconds)
        implements ItemRecord {
    PrimeRecord {
        Require.format(PrimeRecord.class, format);
        Require.id(id);
        Require.atLeast(2, "upTo", upTo);
    }
}
