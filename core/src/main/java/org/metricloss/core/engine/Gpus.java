package org.metricloss.core.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The GPUs that an engine can compute on.
 *
 * @param list the GPUs in the order of their numbers; empty if there is none
 * @param whyNone why there is none and what to install, in one line; empty text if there is one
 */
public record Gpus(List<Gpu> list, String whyNone) {
    /** Checks that there is either a GPU or a reason. */
    public Gpus {
        list = List.copyOf(list);
        if (list.isEmpty() == whyNone.isBlank()) {
            throw new IllegalArgumentException("there must be either a GPU or a reason why there is none");
        }
    }

    /**
     * {@return the GPUs}
     *
     * @param list at least one
     */
    public static Gpus of(List<Gpu> list) {
        return new Gpus(list, "");
    }

    /**
     * {@return no GPU}
     *
     * @param why why there is none and what to install, in one line
     */
    public static Gpus none(String why) {
        return new Gpus(List.of(), why);
    }

    /**
     * {@return the GPU with that number; empty if there is none}
     *
     * @param device a device
     */
    public Optional<Gpu> find(Device device) {
        return list.stream().filter(gpu -> gpu.device().equals(device)).findFirst();
    }

    /**
     * {@return the GPU with that number}
     *
     * @param engine the engine's id
     * @param device a GPU
     * @throws EngineException if there is none with that number; the message says why
     */
    public Gpu get(String engine, Device device) {
        return find(device)
                .orElseThrow(() -> new EngineException("engine %s cannot compute on %s: %s"
                        .formatted(
                                engine,
                                device,
                                list.isEmpty()
                                        ? whyNone
                                        : list.stream()
                                                .map(gpu -> gpu.device() + " (" + gpu.name() + ")")
                                                .collect(Collectors.joining(", ", "available: ", "")))));
    }
}
