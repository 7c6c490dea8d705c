package org.metricloss.results.training.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.metricloss.formats.Layout;
import org.metricloss.results.record.ArtifactRecord;
import org.metricloss.results.record.ItemRecord;
import org.metricloss.results.record.MeasureRecord;
import org.metricloss.results.record.OfStudy;
import org.metricloss.results.record.RanOn;
import org.metricloss.results.record.Require;
import org.metricloss.results.record.TrialStatus;

/**
 * The record of an ended trial: its setup, how it ended, its cost and its results.
 *
 * @param format the version of this record's layout, from {@link #OLDEST_FORMAT} to {@link #FORMAT}
 * @param id the trial's id, such as {@code softmax+center.djl.seed-1}: it names the file, so 1 to 150 of the characters
 *     {@code A-Z a-z 0-9 . _ + = , @ -}, the first a letter or digit
 * @param setup the trial's setup
 * @param status how it ended
 * @param reason why it did not finish; present if and only if the status is not FINISHED
 * @param cost what it cost
 * @param epochs its epochs in order, counted from 1 without gaps
 * @param measures its measures by name, see {@link MeasureRecord}: on the test part, or on its fold if it is a step of
 *     tuning; finite if the trial finished
 * @param trained the course and end of its training, see {@link #training()}; empty in records of older versions
 * @param artifacts the files in its folder of artifacts when it ended, by name; empty in records of older versions, whose
 *     files are not verified
 * @param lostAttempts why earlier attempts in worker processes failed, one line each; empty in records of older versions
 * @param ranOn where it ran; empty in records of older versions, which ran on the machine of the manifest
 */
@OfStudy("training")
@Layout(newest = TrialRecord.FORMAT, oldest = TrialRecord.OLDEST_FORMAT)
public record TrialRecord(
        int format,
        String id,
        TrialSetup setup,
        TrialStatus status,
        Optional<String> reason,
        TrialCost cost,
        List<EpochRecord> epochs,
        Map<String, Double> measures,
        Optional<TrainingRecord> trained,
        Optional<Map<String, ArtifactRecord>> artifacts,
        Optional<List<String>> lostAttempts,
        Optional<RanOn> ranOn)
        implements ItemRecord {
    /** The layout that this version writes. It also reads older ones; components that they lack are empty. */
    public static final int FORMAT = 10;

    /** The oldest layout that this version reads. */
    public static final int OLDEST_FORMAT = 2;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public TrialRecord {
        Require.format(TrialRecord.class, format);
        Require.id(id);
        Require.present("setup", setup);
        Require.present("status", status);
        Require.present("reason", reason);
        if (reason.isPresent() == (status == TrialStatus.FINISHED)) {
            throw new IllegalArgumentException(
                    "a reason must be given exactly where a trial did not finish, got status " + status + " and reason "
                            + reason.orElse("none"));
        }
        Require.present("cost", cost);
        epochs = Require.list("epochs", epochs);
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).epoch() != i + 1) {
                throw new IllegalArgumentException("epochs must count from 1 without gaps, got "
                        + epochs.get(i).epoch() + " at place " + (i + 1));
            }
        }
        Require.present("trained", trained);
        measures = Require.map("measures", measures);
        artifacts = Require.present("artifacts", artifacts).map(files -> Require.map("artifacts", files));
        lostAttempts = Require.present("lostAttempts", lostAttempts).map(each -> Require.list("lostAttempts", each));
        Require.present("ranOn", ranOn);
        if (status == TrialStatus.FINISHED) {
            measures.forEach(TrialRecord::requireFinite);
        }
    }

    /**
     * Creates the record of a trial that finished, without information about its training.
     *
     * @throws IllegalArgumentException if a component is missing or a measure is not finite
     */
    public static TrialRecord finished(
            String id, TrialSetup setup, TrialCost cost, List<EpochRecord> epochs, Map<String, Double> measures) {
        return finished(id, setup, cost, epochs, TrainingRecord.UNKNOWN, measures);
    }

    /**
     * Creates the record of a trial that finished.
     *
     * @throws IllegalArgumentException if a component is missing or a measure is not finite
     */
    public static TrialRecord finished(
            String id,
            TrialSetup setup,
            TrialCost cost,
            List<EpochRecord> epochs,
            TrainingRecord training,
            Map<String, Double> measures) {
        return new TrialRecord(
                FORMAT,
                id,
                setup,
                TrialStatus.FINISHED,
                Optional.empty(),
                cost,
                epochs,
                measures,
                Optional.of(training),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * Creates the record of a trial that did not finish, without information about its training.
     *
     * @throws IllegalArgumentException if a component is missing or the status is FINISHED
     */
    public static TrialRecord unfinished(
            String id,
            TrialSetup setup,
            TrialStatus status,
            String reason,
            TrialCost cost,
            List<EpochRecord> epochs,
            Map<String, Double> measures) {
        return unfinished(id, setup, status, reason, cost, epochs, TrainingRecord.UNKNOWN, measures);
    }

    /**
     * Creates the record of a trial that did not finish, with the results that it had reached.
     *
     * @throws IllegalArgumentException if a component is missing or the status is FINISHED
     */
    public static TrialRecord unfinished(
            String id,
            TrialSetup setup,
            TrialStatus status,
            String reason,
            TrialCost cost,
            List<EpochRecord> epochs,
            TrainingRecord training,
            Map<String, Double> measures) {
        return new TrialRecord(
                FORMAT,
                id,
                setup,
                status,
                Optional.of(Require.text("reason", reason)),
                cost,
                epochs,
                measures,
                Optional.of(training),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** {@return the course and end of its training, with its results on the validation part} */
    public TrainingRecord training() {
        return trained.orElse(TrainingRecord.UNKNOWN);
    }

    /**
     * {@return the same record with the artifacts, the lost attempts and the machine of its trial}
     *
     * @param files the files in the trial's folder of artifacts, by name
     * @param lost why earlier attempts failed, one line each
     * @param place where it ran
     */
    public TrialRecord with(Map<String, ArtifactRecord> files, List<String> lost, RanOn place) {
        return new TrialRecord(
                format,
                id,
                setup,
                status,
                reason,
                cost,
                epochs,
                measures,
                trained,
                Optional.of(files),
                Optional.of(lost),
                Optional.of(place));
    }

    @Override
    public double wallSeconds() {
        return cost.wallSeconds();
    }

    private static void requireFinite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("measure " + name + " of a finished trial must be finite, got " + value
                    + "; leave it out or record the trial as diverged or collapsed");
        }
    }
}
