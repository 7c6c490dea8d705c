package org.metricloss.models;

/**
 * Size and checksum of a model's file of weights.
 *
 * @param bytes its size, at least 0
 * @param sha256 the checksum of its content, 64 lower-case hex digits
 */
public record WeightsFile(long bytes, String sha256) {
    /** @throws IllegalArgumentException if a component is not as described */
    public WeightsFile {
        Checks.require(bytes >= 0, "bytes must be >= 0, got %s", bytes);
        Checks.sha256("sha256", sha256);
    }
}
