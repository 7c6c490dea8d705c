package org.metricloss.results.training.pareto;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.results.training.record.TrialRecord;

/**
 * A cost of a trial that a measure can be shown over.
 *
 * @param title what it is, such as {@code training time}
 * @param unit its unit; empty for counts
 * @param explanation what it counts, in a sentence
 * @param value the cost of a trial; empty if it was not measured
 */
record TrialCostAxis(String title, String unit, String explanation, Function<TrialRecord, Optional<Double>> value) {
    private static final double BYTES_PER_MEBIBYTE = 1 << 20;

    /** The time of training, as in {@link ParetoPoint}. */
    static final TrialCostAxis TIME = new TrialCostAxis(
            "training time",
            "s",
            "Training time is data and steps of one trial, not evaluation.",
            trial -> Optional.of(ParetoPoint.timeOf(trial)));

    /** All costs, {@link #TIME} first. */
    static final List<TrialCostAxis> ALL = List.of(
            TIME,
            new TrialCostAxis(
                    "samples",
                    "",
                    "Samples are those that went through training steps, repeats counted.",
                    trial -> Optional.of((double) trial.cost().samplesSeen())),
            new TrialCostAxis(
                    "tuples",
                    "",
                    "Tuples are the pairs or triplets that the objective compared in all steps; losses without tuples have 0.",
                    trial -> Optional.of((double) trial.cost().tuplesConsidered())),
            new TrialCostAxis(
                    "peak memory",
                    "MiB",
                    "Peak memory is that of a process that ran nothing else.",
                    trial -> trial.cost().peakMemoryBytes().map(bytes -> bytes / BYTES_PER_MEBIBYTE)));

    /** {@return the cost of a trial; empty if it was not measured} */
    Optional<Double> of(TrialRecord trial) {
        return value.apply(trial);
    }
}
