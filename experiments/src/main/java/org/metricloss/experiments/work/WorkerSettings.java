package org.metricloss.experiments.work;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How worker processes are used.
 *
 * @param workers how many run at a time, at least 1
 * @param retries how often a trial is tried again whose worker died, at least 0
 * @param memoryBytes the most resident memory that a worker may hold, above 0; watched where the system tells it
 * @param silence how long a worker may say nothing before it counts as hanging, above 0
 * @param measureMemory whether each trial gets a fresh worker, whose peak memory is recorded
 * @param checkpointEvery how much time may pass between two checkpoints of a trial
 * @param timeLimit how long a trial may take, start of its worker included, where that is limited; it is not tried again
 * @param tensorBoard the folder in which workers show TensorBoard their trials' epochs as they end, if they do
 */
public record WorkerSettings(
        int workers,
        int retries,
        long memoryBytes,
        Duration silence,
        boolean measureMemory,
        Duration checkpointEvery,
        Optional<Duration> timeLimit,
        Optional<Path> tensorBoard) {
    /** Checks the ranges. */
    public WorkerSettings {
        if (!(workers >= 1)) {
            throw new IllegalArgumentException("workers must be >= 1, got " + workers);
        }
        if (!(retries >= 0)) {
            throw new IllegalArgumentException("retries must be >= 0, got " + retries);
        }
        if (!(memoryBytes > 0)) {
            throw new IllegalArgumentException("memoryBytes must be > 0, got " + memoryBytes);
        }
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("silence must be > 0, got " + silence);
        }
    }
}
