package org.metricloss.results.record;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The machine of a run.
 *
 * @param os the operating system and its version
 * @param architecture the processor architecture, such as {@code amd64}
 * @param cpu the processor's model, {@code unknown} if the system does not say
 * @param cores how many cores this process may use, at least 1
 * @param memoryBytes memory of the machine or of the container that holds this process, at least 0
 */
public record Machine(String os, String architecture, String cpu, int cores, long memoryBytes) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public Machine {
        Require.text("os", os);
        Require.text("architecture", architecture);
        Require.text("cpu", cpu);
        Require.atLeast(1, "cores", cores);
        Require.atLeast(0, "memoryBytes", memoryBytes);
    }

    /** {@return the machine that this process runs on} */
    public static Machine current() {
        return new Machine(
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                cpuModel(CPU_INFO),
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize());
    }

    /**
     * {@return the properties that distinguish machines, by name. Memory is left out, because it varies slightly from
     * start to start and no result depends on it}
     */
    public Map<String, String> traits() {
        Map<String, String> traits = new LinkedHashMap<>();
        traits.put("operating system", os);
        traits.putAll(hardware());
        return traits;
    }

    /**
     * {@return the properties that must be equal if times of two machines are compared, by name: those of {@link #traits} without
     * the operating system, whose version changes when a machine is updated}
     */
    public Map<String, String> hardware() {
        Map<String, String> hardware = new LinkedHashMap<>();
        hardware.put("architecture", architecture);
        hardware.put("processor", cpu);
        hardware.put("cores", Integer.toString(cores));
        return hardware;
    }

    /** Linux on ARM lists no model name, and other systems have no such file. Neither is a reason to fail a run. */
    static String cpuModel(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .filter(model -> !model.isEmpty())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException | java.io.UncheckedIOException e) {
            return "unknown";
        }
    }
}
