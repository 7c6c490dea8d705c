package org.metricloss.experiments.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The resident memory of a process as Linux reports it: the Java heap, native memory of engines and everything else. Other
 * systems report nothing here.
 */
public final class ProcessMemory {
    private static final long BYTES_PER_KIB = 1024;

    private final Path status;

    private ProcessMemory(String process) {
        this.status = Path.of("/proc", process, "status");
    }

    /** {@return of this process} */
    public static ProcessMemory ofThisProcess() {
        return new ProcessMemory("self");
    }

    /**
     * {@return of that process}
     *
     * @param pid a process's number
     */
    public static ProcessMemory of(long pid) {
        return new ProcessMemory(Long.toString(pid));
    }

    /** {@return what the process holds now, in bytes; empty if the process has ended or the system does not report it} */
    public Optional<Long> resident() {
        return field("VmRSS:");
    }

    /**
     * {@return the most that it has held since its start, or since its peak was reset, in bytes; empty as for {@link
     * #resident}}
     */
    public Optional<Long> peak() {
        return field("VmHWM:");
    }

    /**
     * Resets the peak of this process to what it holds now.
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

    /** Lines such as {@code VmRSS:     12345 kB}. */
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
