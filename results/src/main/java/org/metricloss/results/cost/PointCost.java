package org.metricloss.results.cost;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.Require;

/**
 * What one process measured of a point of a cost study. A stage is the loss's work up to some phase: it holds the stages before
 * it. All work was done in turns, repeat by repeat, after warm-up.
 *
 * @param stages the stages in order, named by the phases that each adds; the last is the whole loss
 * @param step of listed tuples: a training step on a sample of them
 * @param network of listed tuples: the same step under the sum of the embeddings instead of the loss
 * @param clockSeconds what the measuring itself takes: the time between two clock reads around nothing, the median
 * @param emptyStepSeconds the engine's step for a loss of next to nothing on one sample, the median
 * @param tuplesCounted as the loss counted them, if it does
 * @param peakBytes the most resident memory above where the process stood before the first run of the whole loss, where the
 *     system tells
 * @param processSeconds from the start of the process to the end of the measurement
 */
public record PointCost(
        List<TimedWork> stages,
        Optional<TimedWork> step,
        Optional<TimedWork> network,
        double clockSeconds,
        double emptyStepSeconds,
        Optional<Long> tuplesCounted,
        Optional<Long> peakBytes,
        double processSeconds) {
    /** @throws IllegalArgumentException if a component is missing or not as described */
    public PointCost {
        stages = Require.list("stages", stages);
        Require.atLeast(1, "stages", stages.size());
        Require.present("step", step);
        Require.present("network", network);
        Require.finiteNotNegative("clockSeconds", clockSeconds);
        Require.finiteNotNegative("emptyStepSeconds", emptyStepSeconds);
        Require.present("tuplesCounted", tuplesCounted);
        Require.present("peakBytes", peakBytes);
        Require.finiteNotNegative("processSeconds", processSeconds);
    }
}
