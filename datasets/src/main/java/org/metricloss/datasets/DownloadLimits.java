package org.metricloss.datasets;

import java.time.Duration;

/**
 * The limits after which a download fails.
 *
 * @param connect how long a connection may take
 * @param stall how long a mirror may send nothing
 * @param attempts how often a transfer that broke off is gone on with at the same mirror, the first time included
 * @param maxBytes the most bytes that a file may have
 */
record DownloadLimits(Duration connect, Duration stall, int attempts, long maxBytes) {
    static final DownloadLimits STANDARD =
            new DownloadLimits(Duration.ofSeconds(15), Duration.ofSeconds(30), 5, 256L << 20);
}
