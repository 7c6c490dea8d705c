package org.metricloss.results.cost;

import java.util.Optional;
import org.metricloss.formats.Layout;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.OfStudy;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.TrialStatus;

/**
 * The record of one measurement of a point of a cost study, in a process of its own, finished or not.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param id its id, of the same form as a trial's, see {@link Require#id}
 * @param setup the setup of the point
 * @param round in which round it was measured, counted from 1
 * @param status how it ended
 * @param reason why it did not finish; present if and only if the status is not FINISHED
 * @param cost what was measured; present if and only if the status is FINISHED
 * @param wallSeconds how long it took, including the start of the process if that is known
 */
@OfStudy("cost")
@Layout(newest = PointRecord.FORMAT, oldest = PointRecord.OLDEST_FORMAT)
public record PointRecord(
        int format,
        String id,
        PointSetup setup,
        int round,
        TrialStatus status,
        Optional<String> reason,
        Optional<PointCost> cost,
        double wallSeconds)
        implements ItemRecord {
    /** The layout that this version writes. It also reads older ones; components that they lack are empty. */
    public static final int FORMAT = 2;

    /** The oldest layout that this version reads. */
    public static final int OLDEST_FORMAT = 1;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public PointRecord {
        Require.format(PointRecord.class, format);
        Require.id(id);
        Require.present("setup", setup);
        Require.atLeast(1, "round", round);
        Require.present("status", status);
        Require.present("reason", reason);
        Require.present("cost", cost);
        boolean finished = status == TrialStatus.FINISHED;
        if (reason.isPresent() == finished || cost.isPresent() != finished) {
            throw new IllegalArgumentException(
                    "a finished point has a cost and no reason, any other a reason and no cost; got status " + status);
        }
        Require.finiteNotNegative("wallSeconds", wallSeconds);
    }

    /** {@return the record of a point that was measured} */
    public static PointRecord finished(String id, PointSetup setup, int round, PointCost cost) {
        return new PointRecord(
                FORMAT,
                id,
                setup,
                round,
                TrialStatus.FINISHED,
                Optional.empty(),
                Optional.of(cost),
                cost.processSeconds());
    }

    /** {@return the record of a point that was not measured to its end} */
    public static PointRecord unfinished(
            String id, PointSetup setup, int round, TrialStatus status, String reason, double wallSeconds) {
        return new PointRecord(FORMAT, id, setup, round, status, Optional.of(reason), Optional.empty(), wallSeconds);
    }
}
