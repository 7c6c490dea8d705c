package org.metricloss.results.record;

/**
 * A file that a trial wrote beside its record, as it was when the trial ended.
 *
 * @param bytes its size, at least 0
 * @param sha256 the checksum of its content, 64 lower-case hex digits
 */
public record ArtifactRecord(long bytes, String sha256) {
    /** @throws IllegalArgumentException if a component is not as described */
    public ArtifactRecord {
        Require.atLeast(0, "bytes", bytes);
        Require.sha256("sha256", sha256);
    }
}
