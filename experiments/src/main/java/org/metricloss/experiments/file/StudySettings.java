package org.metricloss.experiments.file;

import java.util.List;
import java.util.function.Function;
import org.metricloss.core.engine.Device;

/** The settings that studies of every kind have. */
public final class StudySettings {
    /** The key that says which study a file describes. */
    public static final String KEY = "study";

    /** The default number of threads. It is fixed because the number of threads changes the last bits of results. */
    public static final int DEFAULT_THREADS = 2;

    /** The most threads that can be asked for. */
    public static final int MAX_THREADS = 256;

    /** The largest embedding dimension. */
    public static final int MAX_EMBEDDING = 65_536;

    /** The id of the engine that users may look for under the name of its library. */
    private static final String PYTORCH = "djl";

    private StudySettings() {}

    /**
     * {@return a type whose only value is the id of one study}
     *
     * @param id the id
     * @param allowed what is allowed, in words that follow "must be"
     */
    public static Type<String> study(String id, String allowed) {
        return Type.of(allowed, List.of(id), value -> value.text(id::equals, allowed), Nodes::text);
    }

    /**
     * {@return the name of the study}
     *
     * @param value the name
     * @param <T> the type of the study
     */
    public static <T> Setting<T, String> name(Function<T, String> value) {
        return Setting.required(
                "name",
                Type.text(Names::isFileName, Names.FILE_NAME),
                value,
                "The name under which its runs are stored.");
    }

    /**
     * {@return the engines}
     *
     * @param available what the file may name
     * @param standard the engine where none is named
     * @param value the ids of the engines
     * @param <T> the type of the study
     */
    public static <T> Setting<T, List<String>> engines(
            Available available, String standard, Function<T, List<String>> value) {
        return Setting.of(
                "engines",
                Type.distinct("engines", engine(available.engines())),
                List.of(standard),
                value,
                "The engines to compute with; `list engines` shows all.");
    }

    private static Type<String> engine(List<String> ids) {
        Type<String> known = Type.oneOf("engine", ids);
        return Type.of(
                known.allowed(),
                known.examples(),
                value -> {
                    if (value.text().matches("(?i)(py)?torch") && ids.contains(PYTORCH)) {
                        throw value.refused("no engine '%s'; available: %s; %s runs PyTorch"
                                .formatted(value.text(), OneLine.list(ids), PYTORCH));
                    }
                    return known.read(value);
                },
                known::written);
    }

    /**
     * {@return the threads that one operation may use}
     *
     * @param value the threads
     * @param <T> the type of the study
     */
    public static <T> Setting<T, Integer> threads(Function<T, Integer> value) {
        return Setting.of(
                "threads",
                Type.integer(1, MAX_THREADS),
                DEFAULT_THREADS,
                value,
                "The number of threads that one operation may use. It belongs to the experiment"
                        + " because it changes the last bits of results.");
    }

    /**
     * {@return what the engines compute on}
     *
     * @param value the device
     * @param <T> the type of the study
     */
    public static <T> Setting<T, Device> device(Function<T, Device> value) {
        return Setting.of(
                "device",
                Type.of(
                        Device.ALLOWED,
                        List.of("cpu", "gpu", "gpu:1"),
                        StudySettings::device,
                        device -> Nodes.text(device.toString())),
                Device.CPU,
                value,
                "What the engines compute on: the processor, the first GPU, or the GPU with that number, counted from 0.");
    }

    private static Device device(Value value) {
        String name = value.text(text -> Device.parse(text).isPresent(), Device.ALLOWED);
        return Device.parse(name).orElseThrow();
    }
}
