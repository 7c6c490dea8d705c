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
    private static final int ROUNDS = 8;

    private ResidentMemory() {}

    /**
     * Work that keeps something each time grows in every round: the Java heap in use, or what the system sees. What the heap, the
     * compiler and the engines' allocators take for themselves, or give back, they do once or twice. So two rounds that add less
     * than the bound are enough.
     *
     * @param round the same work each time, many times what it may keep
     * @param bound bytes, well below what a round adds that keeps what it should not
     */
    static void assertSettles(Runnable round, long bound) {
        List<String> added = new ArrayList<>();
        int settled = 0;
        round.run();
        long heap = heapInUse();
        long resident = resident();
        while (added.size() < ROUNDS) {
            round.run();
            long heapAdded = heapInUse() - heap;
            long residentAdded = resident() - resident;
            heap += heapAdded;
            resident += residentAdded;
            added.add("%d heap, %d resident".formatted(heapAdded, residentAdded));
            if (heapAdded < bound && residentAdded < bound && ++settled == 2) {
                return;
            }
        }
        Assertions.fail("memory grows by more than %d bytes in each round: %s", bound, added);
    }

    /** {@return bytes after a garbage collection} */
    private static long heapInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** {@return bytes; skips the test where the system does not tell} */
    static long resident() {
        return field("VmRSS:");
    }

    /** {@return the most bytes that the process has held; skips the test where the system does not tell} */
    static long peak() {
        return field("VmHWM:");
    }

    private static long field(String name) {
        Assumptions.assumeTrue(Files.isReadable(STATUS), "resident memory is read from " + STATUS);
        try (var lines = Files.lines(STATUS)) {
            return 1024
                    * lines.filter(line -> line.startsWith(name))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow();
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + STATUS, unreadable);
        }
    }
}
