package org.metricloss.experiments.work;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How a machine of a cluster executes items, in a form that can be sent to it.
 *
 * @param code the hash of the program that runs the items, see {@link Versions#code}
 * @param retries how often an item is tried again after its worker died, at least 0
 * @param memoryBytes the most resident memory that a worker may hold; 0 for a share of the machine's memory
 * @param silenceMillis the time without a message after which a worker counts as hanging, in milliseconds
 * @param measureMemory whether each item gets a fresh worker, whose peak memory is recorded
 * @param checkpointMillis the longest time between two checkpoints of an item, in milliseconds
 * @serial exclude
 */
public record HostSettings(
        String code, int retries, long memoryBytes, long silenceMillis, boolean measureMemory, long checkpointMillis)
        implements Serializable {
    /**
     * {@return these settings for a machine}
     *
     * @param slots how many items run on the machine at the same time, at least 1
     */
    WorkerSettings on(int slots) {
        return new WorkerSettings(
                slots,
                retries,
                memoryBytes > 0 ? memoryBytes : WorkerSettings.defaultMemoryBytes(slots),
                Duration.ofMillis(silenceMillis),
                measureMemory,
                Duration.ofMillis(checkpointMillis),
                Optional.empty(),
                Optional.empty());
    }
}
