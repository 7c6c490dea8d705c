package org.metricloss.results.training.record;

import java.util.List;
import org.metricloss.formats.Layout;
import org.metricloss.results.record.Require;

/**
 * The position of a trial. Together with the arrays stored beside it, it holds everything that the trial needs to
 * resume as if it had never stopped. Batches and random draws follow from the seed, the epoch and the step, so they
 * describe the sampler completely.
 *
 * @param format the version of this record's layout, from {@link #OLDEST_FORMAT} to {@link #FORMAT}
 * @param trial the trial's id
 * @param experimentSha256 the hash of the trial's experiment
 * @param epoch the current epoch, counted from 1
 * @param step how many steps of that epoch are done, at least 0
 * @param optimizerSteps how many steps the optimizer has counted, at least 0
 * @param epochs the epochs that are done
 * @param sums the sums over the steps of each epoch: of the completed epochs, and of the current one
 * @param validation the results on the validation part so far; the arrays include the weights of the best point if
 *     these may be tested
 * @param seconds wall time by phase so far
 * @param secondsBefore the part of {@code seconds} that was spent before the current epoch
 * @param wallSeconds wall time of the trial so far, over all processes that ran it
 * @param sideBySide whether other trials ran beside it
 * @param arraysSha256 the checksum of the arrays
 */
@Layout(newest = CheckpointRecord.FORMAT, oldest = CheckpointRecord.OLDEST_FORMAT)
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
    /** The layout that this version writes. It also reads older ones, which lack the seconds of preparation. */
    public static final int FORMAT = 3;

    /** The oldest layout that this version reads. */
    public static final int OLDEST_FORMAT = 2;

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
