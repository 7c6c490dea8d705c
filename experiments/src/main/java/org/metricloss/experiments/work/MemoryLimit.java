package org.metricloss.experiments.work;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metricloss.core.engine.Device;
import org.metricloss.core.engine.Gpu;
import org.metricloss.core.engine.NvidiaDriver;

/**
 * The limit on the memory that a plan is predicted to need.
 *
 * @param bytes at least 1
 * @param origin where the limit comes from, in words
 */
public record MemoryLimit(long bytes, String origin) {
    /** The share of free memory that is the default limit. */
    private static final double SHARE = 0.8;

    private static final String GIVEN = "given";

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,19}(?:\\.[0-9]{1,15})?) ?(B|KiB|MiB|GiB|TiB)");
    private static final String UNITS = "BKMGT";

    /** Checks the range. */
    public MemoryLimit {
        if (!(bytes >= 1)) {
            throw new IllegalArgumentException("a memory limit must be at least 1 byte, got " + bytes);
        }
    }

    /** {@return whether a user stated it, so that it does not depend on what is free now} */
    public boolean isGiven() {
        return origin.equals(GIVEN);
    }

    /** {@return 80% of the memory that is free now} */
    public static MemoryLimit ofFreeMemory() {
        return new MemoryLimit(Math.max(1, (long) (SHARE * FreeMemory.bytes())), "80% of what is free");
    }

    /**
     * {@return this limit, or {@value #SHARE} of the memory that is free on a GPU now if that is less}
     *
     * @param device what is computed on; the processor does not change the limit
     */
    public MemoryLimit on(Device device) {
        return device.isGpu() ? NvidiaDriver.gpus().find(device).map(this::on).orElse(this) : this;
    }

    MemoryLimit on(Gpu gpu) {
        long free = Math.max(1, (long) (SHARE * gpu.freeBytes()));
        return free < bytes ? new MemoryLimit(free, "80%% of what is free on %s".formatted(gpu.device())) : this;
    }

    /**
     * {@return the limit}
     *
     * @param size a number and its unit, such as {@code 4GiB} or {@code 1.5 TiB}
     * @throws IllegalArgumentException if it is not such a size, or outside [1, 2^63) bytes
     */
    public static MemoryLimit parse(String size) {
        Matcher matcher = SIZE.matcher(size);
        if (matcher.matches()) {
            int power = UNITS.indexOf(matcher.group(2).charAt(0));
            double bytes = Double.parseDouble(matcher.group(1)) * (1L << 10 * power);
            if (bytes >= 1 && bytes < 0x1p63) {
                return new MemoryLimit((long) bytes, GIVEN);
            }
        }
        throw new IllegalArgumentException(
                "a memory limit must be a number and one of B, KiB, MiB, GiB, TiB, such as 4GiB, got '%s'"
                        .formatted(size));
    }

    /** {@return a number of bytes in readable form, such as {@code 1.5 GiB}} */
    public static String shown(long bytes) {
        String[] units = {"MiB", "GiB", "TiB", "PiB", "EiB"};
        double number = bytes / 0x1p20;
        int unit = 0;
        while (number >= 1024 && unit < units.length - 1) {
            number /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", number, units[unit]);
    }

    @Override
    public String toString() {
        return "%s (%s)".formatted(shown(bytes), origin);
    }
}
