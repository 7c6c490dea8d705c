package org.metricloss.core.engine;

/**
 * A GPU of this machine, as its driver describes it.
 *
 * @param device its name in experiment files
 * @param name the model
 * @param driver the version of its driver
 * @param totalBytes its memory, at least 0
 * @param freeBytes the memory that no process held when it was asked, at least 0
 */
public record Gpu(Device device, String name, String driver, long totalBytes, long freeBytes) {
    /** Checks the ranges. */
    public Gpu {
        if (!device.isGpu()) {
            throw new IllegalArgumentException("a GPU cannot be the device " + device);
        }
        if (!(freeBytes >= 0 && totalBytes >= 0)) {
            throw new IllegalArgumentException(
                    "bytes must be >= 0, got %s of %s free".formatted(freeBytes, totalBytes));
        }
    }
}
