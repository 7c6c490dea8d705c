package org.metricloss.experiments.work;

import java.util.Locale;
import java.util.Map;

/**
 * The environment variables of processes that compute on an engine, on Linux. Both engines take the arrays of a step from the C
 * library and give them back after it. By default it returns large ones to the system at once, and the next step's first touch
 * of every page of theirs is a page fault, which can take longer than the work itself; here it keeps them. And PyTorch's second
 * thread waits for the next operation at work, for milliseconds: here long enough for the operation that follows at once, and
 * not so long that it takes a core from Java.
 *
 * <p>Results do not depend on any of these. What the user has set stays.
 */
public final class EngineEnvironment {
    /** glibc: no mapping of its own for a large array, nothing returned to the system, one heap for all threads. */
    private static final Map<String, String> LINUX = Map.of(
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 36),
            "MALLOC_ARENA_MAX", "1",
            "GOMP_SPINCOUNT", "10000");

    private EngineEnvironment() {}

    /**
     * {@return the same, with these variables where the environment does not set them}
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
