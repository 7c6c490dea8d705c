package org.metricloss.core.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The GPUs that the NVIDIA driver of this machine reports, by its program {@code nvidia-smi}. They are numbered as CUDA
 * numbers them in the order of PCI buses, among those that {@code CUDA_VISIBLE_DEVICES} names if it is set.
 */
public final class NvidiaDriver {
    private static final List<String> COMMAND = List.of(
            "nvidia-smi",
            "--query-gpu=index,uuid,name,driver_version,memory.total,memory.free",
            "--format=csv,noheader,nounits");
    private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
    private static final int FIELDS = 6;
    private static final int SECONDS = 20;
    private static final int MEBIBYTE_BITS = 20;

    private NvidiaDriver() {}

    /** {@return the GPUs of this machine, or why there is none} */
    public static Gpus gpus() {
        Process process;
        try {
            process = new ProcessBuilder(COMMAND).redirectErrorStream(true).start();
        } catch (IOException missing) {
            return Gpus.none(
                    "this machine has no NVIDIA driver (nvidia-smi cannot be run); install the driver of its GPU");
        }
        try {
            process.getOutputStream().close();
            String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0
                    ? parse(answer, Optional.ofNullable(System.getenv(VISIBLE)))
                    : Gpus.none("the NVIDIA driver reports no GPU: " + firstLine(answer));
        } catch (IOException failed) {
            return Gpus.none("nvidia-smi failed: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Gpus.none("the question to the NVIDIA driver was interrupted");
        } finally {
            process.destroy();
        }
    }

    private record Line(String index, String uuid, String name, String driver, long totalBytes, long freeBytes) {
        boolean isNamed(String visible) {
            return visible.equals(index) || visible.startsWith("GPU-") && uuid.startsWith(visible);
        }

        Gpu numbered(int number) {
            return new Gpu(Device.gpu(number), name, driver, totalBytes, freeBytes);
        }
    }

    /**
     * {@return the GPUs of an answer}
     *
     * @param answer what the program printed
     * @param visible the value of CUDA_VISIBLE_DEVICES: indices or identifiers, separated by commas; CUDA ignores the first
     *     that names no GPU, and all after it
     */
    static Gpus parse(String answer, Optional<String> visible) {
        List<Line> lines = new ArrayList<>();
        for (String line : answer.lines().filter(each -> !each.isBlank()).toList()) {
            Optional<Line> parsed = line(line);
            if (parsed.isEmpty()) {
                return Gpus.none("nvidia-smi gave an answer that is not understood: " + line.strip());
            }
            lines.add(parsed.get());
        }
        List<Line> seen = visible.map(names -> named(lines, names)).orElse(lines);
        if (seen.isEmpty()) {
            return Gpus.none(
                    lines.isEmpty()
                            ? "the NVIDIA driver reports no GPU"
                            : "%s=%s hides the machine's GPUs".formatted(VISIBLE, visible.orElse("")));
        }
        List<Gpu> gpus = new ArrayList<>();
        seen.forEach(line -> gpus.add(line.numbered(gpus.size())));
        return Gpus.of(gpus);
    }

    private static List<Line> named(List<Line> lines, String names) {
        List<Line> named = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            Optional<Line> found =
                    lines.stream().filter(line -> line.isNamed(name.strip())).findFirst();
            if (found.isEmpty()) {
                break;
            }
            named.add(found.get());
        }
        return named;
    }

    private static Optional<Line> line(String text) {
        List<String> fields = Arrays.stream(text.split(",")).map(String::strip).toList();
        try {
            return fields.size() == FIELDS
                    ? Optional.of(new Line(
                            fields.get(0),
                            fields.get(1),
                            fields.get(2),
                            fields.get(3),
                            Long.parseLong(fields.get(4)) << MEBIBYTE_BITS,
                            Long.parseLong(fields.get(5)) << MEBIBYTE_BITS))
                    : Optional.empty();
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("it gave no answer");
    }
}
