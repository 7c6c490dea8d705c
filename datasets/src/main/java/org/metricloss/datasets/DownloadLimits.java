package org.metricloss.datasets;

import java.time.Duration;

/**
 * The limits after which a download fails.
 *
 * @param connect the longest time for a connection
 * @param stall the longest time for which a mirror may send nothing
 * @param attempts the largest number of attempts at one mirror, including the first; later attempts resume an
 *     interrupted transfer
 * @param maxBytes the largest size of a file in bytes
 */
record DownloadLimits(Duration connect, Duration stall, int attempts, long maxBytes) {
    static final DownloadLimits STANDARD =
            new DownloadLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), 5, 256L << 20);
}
