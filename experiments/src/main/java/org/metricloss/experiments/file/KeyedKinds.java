package org.metricloss.experiments.file;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Values of several kinds, each written as a mapping with one key, the name of the kind: {@code crop: {padding: 4}}. A kind
 * may also have a short form, {@code crop: 4}.
 *
 * @param <T> the values
 */
public final class KeyedKinds<T> implements Type<T> {
    private final String what;
    private final List<Kind<? extends T>> kinds;

    /**
     * One of the kinds.
     *
     * @param type its class
     * @param block its settings; its title is the name of the kind
     * @param shortForm reads its main setting if it is not given as a mapping
     * @param <K> the values of this kind
     */
    public record Kind<K>(Class<K> type, Block<K> block, Optional<Function<Value, K>> shortForm) {
        String name() {
            return block.title();
        }

        K read(Value settings) {
            return shortForm.isPresent() && !settings.isMapping()
                    ? shortForm.get().apply(settings)
                    : block.read(settings);
        }

        YamlNode written(Object value) {
            return Nodes.mapping(Stream.of(Map.entry(name(), block.written(type.cast(value)))));
        }
    }

    /**
     * Values of several kinds.
     *
     * @param what the noun for messages, such as "augmentation"
     * @param kinds the kinds
     */
    public KeyedKinds(String what, List<Kind<? extends T>> kinds) {
        this.what = what;
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public T read(Value value) {
        List<String> names = kinds.stream().<String>map(Kind::name).toList();
        if (!value.isMapping()) {
            value.requireText("a mapping with one key, the %s".formatted(what));
            String name = value.oneOf(what, names);
            throw value.refused("%s %s needs settings: {%s: ...}".formatted(what, name, name));
        }
        Map<String, YamlNode.Mapping.Entry> entries = value.mapping().entries();
        if (entries.size() != 1) {
            throw value.refused("%s must have one key, the %s, got %s; one of %s"
                    .formatted(value.name(), what, entries.size(), OneLine.list(names)));
        }
        Map.Entry<String, YamlNode.Mapping.Entry> only =
                entries.entrySet().iterator().next();
        YamlNode.Scalar key = new YamlNode.Scalar(only.getValue().key(), only.getKey(), ScalarType.QUOTED);
        String name = new Value(value.name(), key).oneOf(what, names);
        Value settings = new Value(name, only.getValue().value());
        Kind<? extends T> kind = kinds.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return kind.read(settings);
        } catch (IllegalArgumentException refused) {
            throw settings.refused(refused.getMessage());
        }
    }

    @Override
    public YamlNode written(T value) {
        return kinds.stream()
                .filter(kind -> kind.type().isInstance(value))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no description of the %s %s".formatted(what, value)))
                .written(value);
    }

    @Override
    public String allowed() {
        return "a mapping with one key, the " + what;
    }

    @Override
    public List<String> examples() {
        return kinds.stream()
                .<String>map(
                        kind -> "{%s: %s}".formatted(kind.name(), kind.block().example()))
                .toList();
    }

    @Override
    public List<Block<?>> blocks() {
        return kinds.stream().<Block<?>>map(Kind::block).toList();
    }

    /** {@return the classes of the kinds} */
    public List<Class<?>> classes() {
        return kinds.stream().<Class<?>>map(Kind::type).toList();
    }
}
