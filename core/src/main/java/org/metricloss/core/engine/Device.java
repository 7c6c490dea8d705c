package org.metricloss.core.engine;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an engine computes on: the processor, or one GPU.
 *
 * @param gpu the number of the GPU, counted from 0 in the order of the machine's PCI buses; empty for the processor
 */
public record Device(OptionalInt gpu) {
    /** The processor. */
    public static final Device CPU = new Device(OptionalInt.empty());

    /** The texts that {@link #parse} accepts, in words that follow "must be". */
    public static final String ALLOWED = "cpu, gpu or gpu:N, where N is the number of a GPU";

    private static final Pattern GPU = Pattern.compile("gpu(?::(0|[1-9][0-9]{0,2}))?");

    /** Checks the range. */
    public Device {
        gpu.ifPresent(number -> {
            if (!(number >= 0)) {
                throw new IllegalArgumentException("the number of a GPU must be >= 0, got " + number);
            }
        });
    }

    /**
     * {@return a GPU}
     *
     * @param number its number, at least 0
     */
    public static Device gpu(int number) {
        return new Device(OptionalInt.of(number));
    }

    /**
     * {@return the device of that name; empty if the text is none of {@link #ALLOWED}}
     *
     * @param text {@code cpu}, {@code gpu} for the first GPU, or {@code gpu:1} for the second
     */
    public static Optional<Device> parse(String text) {
        if (text.equals("cpu")) {
            return Optional.of(CPU);
        }
        Matcher matcher = GPU.matcher(text);
        return matcher.matches()
                ? Optional.of(gpu(matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1))))
                : Optional.empty();
    }

    /** {@return whether this is a GPU} */
    public boolean isGpu() {
        return gpu.isPresent();
    }

    /** {@return the name in experiment files and records: {@code cpu}, {@code gpu} for the first GPU, {@code gpu:1} for the second} */
    @Override
    public String toString() {
        return gpu.isEmpty() ? "cpu" : gpu.getAsInt() == 0 ? "gpu" : "gpu:" + gpu.getAsInt();
    }
}
