package org.metricloss.experiments.work;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much memory this process can still allocate. */
final class FreeMemory {
    private static final Path MEMORY_INFO = Path.of("/proc/meminfo");

    private FreeMemory() {}

    /**
     * {@return the available memory in bytes: on Linux, unused memory and reclaimable caches; in a container with less
     * memory than the machine, and on other systems, the memory that the system reports as free}
     */
    static long bytes() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        OptionalLong available = field(MEMORY_INFO, "MemAvailable");
        OptionalLong total = field(MEMORY_INFO, "MemTotal");
        boolean wholeMachine = total.isPresent() && system.getTotalMemorySize() >= total.getAsLong();
        return available.isPresent() && wholeMachine ? available.getAsLong() : system.getFreeMemorySize();
    }

    /** {@return a field of a file such as /proc/meminfo, in bytes; empty if there is no such field} */
    static OptionalLong field(Path memoryInfo, String name) {
        try (Stream<String> lines = Files.lines(memoryInfo)) {
            return lines.filter(line -> line.matches(name + ":\\s+\\d+ kB"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst();
        } catch (IOException | UncheckedIOException noSuchFile) {
            return OptionalLong.empty();
        }
    }
}
