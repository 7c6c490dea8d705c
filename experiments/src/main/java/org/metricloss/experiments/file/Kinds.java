package org.metricloss.experiments.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Values of several kinds, {@code {type: adam, learningRate: 0.001}}; a kind that needs no settings may be written as
 * one word.
 *
 * @param <T> the values
 */
public final class Kinds<T> implements Type<T> {
    private static final String TYPE = "type";

    private final String what;
    private final List<Kind<T>> kinds;
    private final Function<T, Object> kindOf;

    /**
     * One of the kinds.
     *
     * @param type its class
     * @param block its settings without the type; its title is the name of the kind
     * @param <T> the values
     */
    public record Kind<T>(Class<?> type, Block<T> block) {
        String name() {
            return block.title();
        }
    }

    /**
     * Values of several kinds.
     *
     * @param what the noun for messages, such as "optimizer"
     * @param kindOf returns the part of a value whose class determines the kind
     * @param kinds the kinds
     */
    public Kinds(String what, Function<T, Object> kindOf, List<Kind<T>> kinds) {
        this.what = what;
        this.kindOf = kindOf;
        this.kinds = List.copyOf(kinds);
    }

    /** Refuses keys of no type first, then an unknown type, then keys of another type. */
    @Override
    public T read(Value value) {
        if (!value.isMapping()) {
            value.requireText("a %s's name or a mapping".formatted(what));
            return word(value);
        }
        List<String> anyKeys = Stream.concat(Stream.of(TYPE), Block.keys(plainBlocks()).stream())
                .toList();
        String type = Fields.of(value.mapping(), anyKeys).required(TYPE).oneOf(what, names());
        List<String> keys = new ArrayList<>(List.of(TYPE));
        keys.addAll(kind(type).block().keys());
        Fields.requireKnown(value.mapping(), keys, " of %s %s".formatted(what, type));
        return kind(type).block().reader().apply(Fields.of(value.mapping(), keys));
    }

    private T word(Value value) {
        Kind<T> kind = kind(value.oneOf(what, names()));
        if (!kind.block().needsNothing()) {
            throw value.refused("%s %s needs settings: {type: %s%s}"
                    .formatted(
                            what,
                            kind.name(),
                            kind.name(),
                            String.join(
                                    "",
                                    kind.block().settings().stream()
                                            .filter(Setting::isRequired)
                                            .map(setting -> ", %s: ...".formatted(setting.name()))
                                            .toList())));
        }
        return kind.block().read(new Value(value.name(), Nodes.mapping(Stream.of())));
    }

    /** Writes only the name of the kind if no setting has to be stated. */
    @Override
    public YamlNode written(T value) {
        Kind<T> kind = kinds.stream()
                .filter(each -> each.type().isInstance(kindOf.apply(value)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no description of the %s %s".formatted(what, value)));
        YamlNode name = Nodes.text(kind.name());
        YamlNode.Mapping settings = kind.block().written(value);
        return settings.entries().isEmpty()
                ? name
                : Nodes.mapping(Stream.concat(
                        Stream.of(Map.entry(TYPE, name)),
                        settings.entries().entrySet().stream()
                                .map(entry -> Map.entry(
                                        entry.getKey(), entry.getValue().value()))));
    }

    @Override
    public String allowed() {
        return "{%s: ..., ...}, where %s is one of %s".formatted(TYPE, TYPE, String.join(", ", names()));
    }

    @Override
    public List<String> examples() {
        return kinds.stream().map(kind -> kind.block().example()).toList();
    }

    /** {@return the settings of each kind, the type first} */
    @Override
    public List<Block<?>> blocks() {
        return kinds.stream().<Block<?>>map(this::withType).toList();
    }

    /** {@return the classes of the kinds} */
    public List<Class<?>> classes() {
        return kinds.stream().<Class<?>>map(Kind::type).toList();
    }

    private Block<T> withType(Kind<T> kind) {
        List<Setting<? super T, ?>> settings = new ArrayList<>();
        settings.add(Setting.<T, String>required(
                TYPE,
                Type.oneOf(what, List.of(kind.name())),
                value -> kind.name(),
                "Chooses this %s.".formatted(what)));
        settings.addAll(kind.block().settings());
        return new Block<>(
                kind.name(),
                kind.block().help(),
                kind.block().example(),
                settings,
                kind.block().reader());
    }

    private List<Block<T>> plainBlocks() {
        return kinds.stream().map(Kind::block).toList();
    }

    private List<String> names() {
        return kinds.stream().map(Kind::name).toList();
    }

    private Kind<T> kind(String name) {
        return kinds.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
