package org.metricloss.experiments.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resident memory of a process as Linux reports it: the Java heap, native memory of engines and everything else. On
 * other systems no value is available.
 */
public final class ProcessMemory {
    private static final long BYTES_PER_KIB = 1024;

    private final Path status;

    private ProcessMemory(String process) {
        this.status = Path.of("/proc", process, "status");
    }

    /** {@return the memory of this process} */
    public static ProcessMemory ofThisProcess() {
        return new ProcessMemory("self");
    }

    /**
     * {@return the memory of another process}
     *
     * @param pid the process id
     */
    public static ProcessMemory of(long pid) {
        return new ProcessMemory(Long.toString(pid));
    }

    /**
     * {@return the current resident memory in bytes; empty if the process has ended or the system does not report it}
     */
    public Optional<Long> resident() {
        return field("VmRSS:");
    }

    /**
     * {@return the peak resident memory in bytes since the process started or its peak was reset; empty in the same
     * cases as {@link #resident}}
     */
    public Optional<Long> peak() {
        return field("VmHWM:");
    }

    /**
     * Resets the peak of this process to its current memory.
     *
     * @return whether the system supports that
     */
    public static boolean resetPeakOfThisProcess() {
        try {
            Files.writeString(Path.of("/proc/self/clear_refs"), "5");
            return true;
        } catch (IOException notThere) {
            return false;
        }
    }

    /** Reads a line such as {@code VmRSS: 12345 kB}. */
    private Optional<Long> field(String name) {
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(name))
                    .map(line -> line.replaceAll("\\D", ""))
                    .map(kib -> Long.parseLong(kib) * BYTES_PER_KIB)
                    .findFirst();
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }
}
