package org.metricloss.experiments.file;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A mapping of settings in an experiment file.
 *
 * @param title its name in the documentation; also its name in files if it is one of several kinds
 * @param help what it describes, in a sentence; may be empty
 * @param example a short example as it is written in a file
 * @param settings its keys, in the order in which the canonical text states them
 * @param reader creates the described object from the fields
 * @param <T> the type of the described object
 */
public record Block<T>(
        String title, String help, String example, List<Setting<? super T, ?>> settings, Function<Fields, T> reader)
        implements Type<T> {
    /** Copies the list. */
    public Block {
        settings = List.copyOf(settings);
    }

    /**
     * {@return a mapping that can only be read together with the rest of the file, by the reader of the whole file}
     *
     * @param title its name in the documentation
     * @param help what it describes, in a sentence
     * @param example a short example as it is written in a file
     * @param settings its keys, in the order in which the canonical text states them
     * @param <T> the type of the described object
     */
    public static <T> Block<T> inContext(
            String title, String help, String example, List<Setting<? super T, ?>> settings) {
        return new Block<>(title, help, example, settings, Block::refuseAlone);
    }

    static <A, B> B refuseAlone(A read) {
        throw new IllegalStateException("is read with the rest of the file only, not alone: " + read);
    }

    /** {@return the fields of a mapping; other keys than those of this block are refused} */
    public Fields fields(Value value) {
        return Fields.of(value.mapping(), keys());
    }

    @Override
    public T read(Value value) {
        return reader.apply(fields(value));
    }

    @Override
    public YamlNode.Mapping written(T from) {
        return Nodes.mapping(settings.stream().flatMap(setting -> entry(setting, from)));
    }

    @Override
    public String allowed() {
        return "a mapping";
    }

    @Override
    public List<String> examples() {
        return List.of(example);
    }

    @Override
    public List<Block<?>> blocks() {
        return List.of(this);
    }

    /** {@return the names of the keys, in order} */
    public List<String> keys() {
        return settings.stream().<String>map(Setting::name).toList();
    }

    /** {@return whether the mapping may be empty: no key is required} */
    boolean needsNothing() {
        return settings.stream().noneMatch(Setting::isRequired);
    }

    /** {@return the keys of several alternative mappings, each key once} */
    public static List<String> keys(List<? extends Block<?>> blocks) {
        return blocks.stream()
                .flatMap(block -> block.keys().stream())
                .distinct()
                .toList();
    }

    private static <T> Stream<Map.Entry<String, YamlNode>> entry(Setting<? super T, ?> setting, T from) {
        return setting.written(from).map(node -> Map.entry(setting.name(), node)).stream();
    }
}
