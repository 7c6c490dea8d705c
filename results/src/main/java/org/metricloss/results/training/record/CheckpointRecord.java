package org.metricloss.results.training.record;

import java.util.List;
import org.metricloss.results.record.Layout;
import org.metricloss.results.record.Require;

/**
 * The position of a trial. With the arrays stored beside it, it is all that the trial needs to resume as if it had never
 * stopped. Batches and random draws follow from the seed, the epoch and the step, so these describe the sampler completely.
 *
 * @param format the version of this record's layout, {@link #FORMAT}
 * @param trial the trial's id
 * @param experimentSha256 the hash of the experiment that the trial is of
 * @param epoch the epoch that it is in, counted from 1
 * @param step how many steps of that epoch are done, at least 0
 * @param optimizerSteps how many steps the optimizer has counted, at least 0
 * @param epochs the epochs that are done
 * @param sums what the steps of each epoch have added up to: of those that are done, and of the one that it is in
 * @param validation what was reached on the validation part so far; the weights of the best point are among the arrays where
 *     they may be tested
 * @param seconds wall time by phase so far
 * @param secondsBefore of it, what went before the epoch that it is in
 * @param wallSeconds wall time of the trial so far, over all processes that ran it
 * @param sideBySide whether other trials ran beside it
 * @param arraysSha256 the checksum of the arrays
 */
@Layout(newest = CheckpointRecord.FORMAT, oldest = CheckpointRecord.FORMAT)
public record CheckpointRecord(
        int format,
        String trial,
        String experimentSha256,
        int epoch,
        int step,
        long optimizerSteps,
        List<EpochRecord> epochs,
        List<EpochSums> sums,
        List<ValidationPoint> validation,
        PhaseSeconds seconds,
        PhaseSeconds secondsBefore,
        double wallSeconds,
        boolean sideBySide,
        String arraysSha256) {
    /** The layout that this version writes and reads. */
    public static final int FORMAT = 2;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public CheckpointRecord {
        Require.format(CheckpointRecord.class, format);
        Require.id(trial);
        Require.sha256("experimentSha256", experimentSha256);
        Require.atLeast(1, "epoch", epoch);
        Require.atLeast(0, "step", step);
        Require.atLeast(0, "optimizerSteps", optimizerSteps);
        epochs = Require.list("epochs", epochs);
        sums = Require.list("sums", sums);
        if (epochs.size() != epoch - 1 || sums.size() != epoch) {
            throw new IllegalArgumentException("in epoch %s there must be %s epochs done and %s sums, got %s and %s"
                    .formatted(epoch, epoch - 1, epoch, epochs.size(), sums.size()));
        }
        validation = Require.list("validation", validation);
        Require.present("seconds", seconds);
        Require.present("secondsBefore", secondsBefore);
        Require.finiteNotNegative("wallSeconds", wallSeconds);
        Require.sha256("arraysSha256", arraysSha256);
    }
}
