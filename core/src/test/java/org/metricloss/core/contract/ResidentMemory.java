package org.metricloss.core.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The memory that this process holds, native memory included. */
final class ResidentMemory {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final int ROUNDS = 6;

    private ResidentMemory() {}

    /**
     * Work that keeps something each time grows in every round; what the heap, the compiler and the engines' allocators take for
     * themselves, they take once or twice. So one round that adds less than the bound is enough.
     *
     * @param round the same work each time, many times what it may keep
     * @param bound bytes, well below what a round adds that keeps what it should not
     */
    static void assertSettles(Runnable round, long bound) {
        List<Long> added = new ArrayList<>();
        round.run();
        long before = bytes();
        while (added.size() < ROUNDS) {
            round.run();
            long after = bytes();
            added.add(after - before);
            if (after - before < bound) {
                return;
            }
            before = after;
        }
        Assertions.fail("memory grows by more than %d bytes in each round: %s", bound, added);
    }

    /** @return bytes after a garbage collection; skips the test where the system does not tell */
    private static long bytes() {
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
