package org.metricloss.core.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The memory that this process holds, native memory included. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");

    private ResidentMemory() {}

    /** @return bytes after a garbage collection; skips the test where the system does not tell */
    static long bytes() {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "resident memory is read from " + STATUS);
        System.gc();
        try (var lines = Files.lines(STATUS)) {
            return 1024
                    * lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow();
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + STATUS, unreadable);
        }
    }
}
