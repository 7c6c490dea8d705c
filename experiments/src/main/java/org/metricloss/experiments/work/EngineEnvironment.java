package org.metricloss.experiments.work;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.engine.Device;

/**
 * The environment variables of processes that compute on an engine.
 *
 * <p>On Linux, both engines allocate the arrays of a
 * step from the C library and free them after it. By default the library returns large arrays to the system at once.
 * The next step's first touch of each of their pages is then a page fault, which can take longer than the work itself.
 * These variables make the library keep the memory. By default, PyTorch's second thread spins for milliseconds while it
 * waits for the next operation. With these variables it spins long enough for an operation that follows immediately,
 * but not so long that it takes a core from Java.
 *
 * <p>Results do not depend on any of these. Variables that the user has set are kept.
 *
 * <p>On a GPU, results do depend on {@link #GPU}, which replaces what the user has set: the libraries of NVIDIA read these variables
 * once, when they are loaded, and neither engine offers another switch. They make products of float32 use float32 instead of TF32,
 * number the GPUs as their driver does, and choose deterministic kernels where there are any.
 */
public final class EngineEnvironment {
    /** glibc: no separate mapping for large arrays, no memory returned to the system, one heap for all threads. */
    private static final Map<String, String> LINUX = Map.of(
            "MALLOC_MMAP_MAX_", "0",
            "MALLOC_TRIM_THRESHOLD_", Long.toString(1L << 36),
            "MALLOC_ARENA_MAX", "1",
            "GOMP_SPINCOUNT", "10000");

    /** What a process that computes on a GPU runs with, in order. */
    public static final Map<String, String> GPU = gpu();

    private EngineEnvironment() {}

    private static Map<String, String> gpu() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("NVIDIA_TF32_OVERRIDE", "0");
        variables.put("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
        variables.put("TF_DETERMINISTIC_OPS", "1");
        variables.put("CUDA_DEVICE_ORDER", "PCI_BUS_ID");
        return Collections.unmodifiableMap(variables);
    }

    /**
     * {@return the variables of {@link #GPU} that this process does not run with, as a shell would set them}
     */
    public static List<String> missingForGpu() {
        return GPU.entrySet().stream()
                .filter(variable -> !variable.getValue().equals(System.getenv(variable.getKey())))
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }

    /**
     * {@return the same builder, with these variables}
     *
     * @param builder a process that is about to be started
     * @param device what it computes on
     */
    public static ProcessBuilder in(ProcessBuilder builder, Device device) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            LINUX.forEach(builder.environment()::putIfAbsent);
        }
        if (device.isGpu()) {
            builder.environment().putAll(GPU);
        }
        return builder;
    }
}
