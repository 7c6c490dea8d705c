package org.metricloss.results.cost;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.record.Require;

/**
 * The measurements of one process at a point of a cost study. A stage is the loss's work up to some phase and includes
 * the stages before it. After warm-up, each repeat ran all pieces of work in turn.
 *
 * @param stages the stages in order, named by the phases that each adds; the last is the whole loss
 * @param step for listed tuples: a training step on a sample of them
 * @param network for listed tuples: the same step under the sum of the embeddings instead of the loss
 * @param clockSeconds the overhead of measuring: the median time between two consecutive clock reads
 * @param emptyStepSeconds the median time of the engine's step for a trivial loss on one sample
 * @param tuplesCounted the tuples that the loss counted, if it counts them
 * @param peakBytes the most resident memory above the level before the first run of the whole loss, if the system
 *     reports it
 * @param processSeconds the seconds from the start of the process to the end of the measurement
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
