package org.metricloss.experiments.work;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.engine.Device;
import org.metricloss.results.record.Machine;

/**
 * How items are executed. None of these settings changes a result.
 *
 * @param workers how many worker processes run at a time, at least 0; 0 runs items in this process
 * @param retries how often an item is tried again after its worker died, at least 0
 * @param memoryBytes the most resident memory that a worker may hold, above 0; enforced if the system reports it
 * @param silence the time without a message after which a worker counts as hanging, above 0
 * @param measureMemory whether each item gets a fresh worker, whose peak memory is recorded
 * @param checkpointEvery the longest time between two checkpoints of an item; 0 writes one after every step
 * @param timeLimit how long an item may take, including the start of its worker, if its time is limited; an item that
 *     exceeds it is not tried again
 * @param tensorBoard the folder for TensorBoard's event files, which are written as epochs end; empty if none are
 *     written
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
    /** The share of the machine's memory that all workers may hold together unless the user says otherwise. */
    private static final double SHARE_OF_MEMORY = 0.8;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a component is outside its range
     */
    public WorkerSettings {
        if (!(workers >= 0)) {
            throw new IllegalArgumentException("workers must be >= 0, got " + workers);
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

    /**
     * {@return the settings for items that run in this process, which enforces no limit on itself}
     *
     * @param checkpointEvery the longest time between two checkpoints of an item
     * @param tensorBoard the folder for TensorBoard's event files; empty if none are written
     */
    public static WorkerSettings inThisProcess(Duration checkpointEvery, Optional<Path> tensorBoard) {
        return new WorkerSettings(
                0, 0, Long.MAX_VALUE, Duration.ofDays(1), false, checkpointEvery, Optional.empty(), tensorBoard);
    }

    /** {@return the settings for probes: one worker process, no second attempt} */
    public static WorkerSettings forProbes() {
        return new WorkerSettings(
                1,
                0,
                defaultMemoryBytes(1),
                Duration.ofSeconds(600),
                true,
                Duration.ofSeconds(30),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return how much memory a worker may hold unless the user says otherwise}
     *
     * @param workers the number of workers that share the machine's memory
     */
    public static long defaultMemoryBytes(int workers) {
        return (long) (SHARE_OF_MEMORY * Machine.current().memoryBytes() / Math.max(1, workers));
    }

    /**
     * {@return the reason why items cannot compute on a device with these settings, in one line that names the option; empty if they
     * can}
     *
     * @param device what the items compute on
     */
    public Optional<String> refusal(Device device) {
        if (!device.isGpu()) {
            return Optional.empty();
        }
        if (workers > 1) {
            return Optional.of(
                    "--workers must be at most 1 with device %s, got %s: one worker computes on a GPU at a time"
                            .formatted(device, workers));
        }
        List<String> missing = EngineEnvironment.missingForGpu();
        return workers == 1 || missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "--workers 0 with device %s needs %s in the environment; worker processes have it, so --workers 1 does not"
                                .formatted(device, String.join(" ", missing)));
    }
}
