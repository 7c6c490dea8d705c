package org.metricloss.experiments.work;

import java.util.Locale;
import java.util.Map;

/**
 * The environment variables of processes that compute on an engine, on Linux. Both engines allocate the arrays of a
 * step from the C library and free them after it. By default the library returns large arrays to the system at once.
 * The next step's first touch of each of their pages is then a page fault, which can take longer than the work itself.
 * These variables make the library keep the memory. By default, PyTorch's second thread spins for milliseconds while it
 * waits for the next operation. With these variables it spins long enough for an operation that follows immediately,
 * but not so long that it takes a core from Java.
 *
 * <p>Results do not depend on any of these. Variables that the user has set are kept.
 */
public final class EngineEnvironment {
    /** glibc: no separate mapping for large arrays, no memory returned to the system, one heap for all threads. */
    private static final Map<String, String> LINUX = Map.of(
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 36),
            "MALLOC_ARENA_MAX", "1",
            "GOMP_SPINCOUNT", "10000");

    private EngineEnvironment() {}

    /**
     * {@return the same builder, with these variables unless the environment sets them}
     *
     * @param builder a process that is about to be started
     */
    public static ProcessBuilder in(ProcessBuilder builder) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            LINUX.forEach(builder.environment()::putIfAbsent);
        }
        return builder;
    }
}
