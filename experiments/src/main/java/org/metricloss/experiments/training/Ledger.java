package org.metricloss.experiments.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.Diagnostic;
import org.metricloss.experiments.work.ProcessMemory;
import org.metricloss.results.training.record.CheckpointRecord;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialCost;
import org.metricloss.results.training.record.ValidationPoint;

/**
 * The progress of a trial so far. It is stored separately from the training, so that the record of a failed trial can
 * state it, and a resumed trial can continue from it.
 */
final class Ledger {
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final List<EpochTotals> totals = new ArrayList<>();
    private final List<ValidationPoint> validation = new ArrayList<>();
    private final long startNanos = System.nanoTime();
    private final boolean memoryWanted;
    private boolean sideBySide;
    private double wallSecondsBefore;
    private Stopwatch watch = new Stopwatch();
    private Stopwatch beforeEpoch = new Stopwatch();
    private int stepsOfEpoch;
    private Optional<Long> hostBytesPerStep = Optional.empty();
    private Optional<Weights> kept = Optional.empty();

    /**
     * @param sideBySide whether other trials run at the same time
     * @param memoryWanted whether this process runs nothing else, so that its memory is recorded as the trial's
     */
    Ledger(boolean sideBySide, boolean memoryWanted) {
        this.sideBySide = sideBySide;
        this.memoryWanted = memoryWanted;
    }

    /**
     * Continues from a checkpoint. The ledger must be empty.
     *
     * @param from the checkpoint
     * @param kept the best weights so far, which the checkpoint holds in addition to those of the last step
     * @throws IllegalArgumentException if the checkpoint does not fit; the ledger then stays empty
     */
    void resume(CheckpointRecord from, Optional<Weights> kept) {
        List<EpochTotals> resumed = from.sums().stream().map(EpochTotals::of).toList();
        totals.addAll(resumed);
        epochs.addAll(from.epochs());
        validation.addAll(from.validation());
        this.kept = kept;
        watch = Stopwatch.of(from.seconds());
        beforeEpoch = Stopwatch.of(from.secondsBefore());
        wallSecondsBefore = from.wallSeconds();
        sideBySide |= from.sideBySide();
        stepsOfEpoch = from.step();
    }

    Stopwatch watch() {
        return watch;
    }

    List<EpochRecord> epochs() {
        return epochs;
    }

    /** {@return the number of complete epochs} */
    int epochsDone() {
        return epochs.size();
    }

    /** {@return the number of steps taken in the current, incomplete epoch} */
    int stepsOfEpoch() {
        return stepsOfEpoch;
    }

    /** {@return the number of steps taken in all epochs} */
    long steps() {
        return sum(EpochTotals::steps);
    }

    /** {@return the number of samples in these steps, repeats counted} */
    long samples() {
        return sum(EpochTotals::samples);
    }

    /** This is a plain loop because it runs after every step. */
    private long sum(ToLongFunction<EpochTotals> of) {
        long sum = 0;
        for (EpochTotals each : totals) {
            sum += of.applyAsLong(each);
        }
        return sum;
    }

    /** {@return the measures of the validation part, in the order of steps} */
    List<ValidationPoint> validation() {
        return validation;
    }

    void validated(ValidationPoint point) {
        validation.add(point);
    }

    /** {@return the best weights so far, if they are kept for the test} */
    Optional<Weights> kept() {
        return kept;
    }

    /** Keeps these weights and discards earlier ones. */
    void keep(Weights weights) {
        kept = Optional.of(weights);
    }

    /** Starts the next epoch, or continues the epoch that was incomplete at the checkpoint. */
    EpochTotals begin() {
        if (totals.size() == epochs.size()) {
            totals.add(new EpochTotals());
            beforeEpoch = watch.copy();
            stepsOfEpoch = 0;
        }
        return totals.get(totals.size() - 1);
    }

    void stepTaken() {
        stepsOfEpoch++;
    }

    /** Ends the current epoch. */
    void end() {
        EpochTotals ended = totals.get(totals.size() - 1);
        epochs.add(new EpochRecord(
                epochs.size() + 1,
                ended.loss(),
                ended.termLosses(),
                ended.diagnostics(),
                watch.secondsSince(beforeEpoch),
                ended.samples()));
        stepsOfEpoch = 0;
    }

    /**
     * {@return the epoch of the tested weights, after training has ended}
     *
     * @param point the validation point, counted from 1, whose weights are tested; empty for the last weights
     */
    EpochRecord tested(Optional<Integer> point) {
        int epoch = point.map(number -> validation.get(number - 1).epoch()).orElse(epochs.size());
        return epochs.get(epoch - 1);
    }

    /** {@return a checkpoint record of the current progress} */
    CheckpointRecord checkpoint(String trial, String experimentSha256, long optimizerSteps, String arraysSha256) {
        return new CheckpointRecord(
                CheckpointRecord.FORMAT,
                trial,
                experimentSha256,
                epochs.size() + 1,
                stepsOfEpoch,
                optimizerSteps,
                epochs,
                totals.stream().map(EpochTotals::sums).toList(),
                validation,
                watch.seconds(),
                beforeEpoch.seconds(),
                wallSeconds(),
                sideBySide,
                arraysSha256);
    }

    /**
     * States what host functions have copied between a GPU and the host.
     *
     * @param bytes the bytes of all copies in these steps
     * @param steps how many steps, since the start or the checkpoint that the trial was resumed from
     */
    void copied(long bytes, long steps) {
        hostBytesPerStep = steps == 0 ? Optional.empty() : Optional.of(bytes / steps);
    }

    TrialCost cost() {
        return new TrialCost(
                steps(),
                samples(),
                total(Diagnostic.TUPLES_CONSIDERED),
                total(Diagnostic.TUPLES_ACTIVE),
                watch.seconds(),
                wallSeconds(),
                memoryWanted ? ProcessMemory.ofThisProcess().peak() : Optional.empty(),
                sideBySide,
                hostBytesPerStep);
    }

    private double wallSeconds() {
        return wallSecondsBefore + (System.nanoTime() - startNanos) * 1e-9;
    }

    private long total(String diagnostic) {
        return totals.stream().mapToLong(epoch -> epoch.total(diagnostic)).sum();
    }
}
