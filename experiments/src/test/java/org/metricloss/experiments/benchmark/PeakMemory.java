package org.metricloss.experiments.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most resident memory of this process above where it stood, native memory and heap together; on Linux. */
final class PeakMemory {
    private final long before;

    private PeakMemory(long before) {
        this.before = before;
    }

    static PeakMemory start() throws IOException {
        System.gc();
        // Resets the peak to what is resident now.
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
        return new PeakMemory(kibibytes("VmRSS"));
    }

    double mebibytesAbove() throws IOException {
        return (kibibytes("VmHWM") - before) / 1024.0;
    }

    private static long kibibytes(String field) throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith(field + ":")) {
                return Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IOException("no " + field + " in /proc/self/status");
    }
}
