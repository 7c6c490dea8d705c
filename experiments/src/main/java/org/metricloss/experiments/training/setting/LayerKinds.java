package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.metricloss.core.network.Layer;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.training.setting.LayerBlocks.Kind;

/** Describes layers: a word such as {@code relu}, or one key with settings such as {@code linear: {outputs: 128}}. */
final class LayerKinds implements Type<Layer> {
    static final LayerKinds TYPE = new LayerKinds();

    /** Layers from the image to the embedding. */
    static final Type<List<Layer>> LIST = new Type.Simple<>(
            "a list of layers",
            List.of("[flatten, {linear: {outputs: 2}}]", "[flatten, {linear: {outputs: 3}}]"),
            TYPE.blocks(),
            value -> value.elements().stream().map(TYPE::read).toList(),
            layers -> Nodes.list(layers.stream().map(TYPE::written)));

    private static final List<String> NAMES =
            LayerBlocks.KINDS.stream().<String>map(Kind::name).toList();

    private LayerKinds() {}

    @Override
    public Layer read(Value value) {
        if (!value.isMapping()) {
            value.requireText("a layer's name or a mapping");
            Kind<?> kind = kind(value.oneOf("layer", NAMES));
            if (!kind.isWord()) {
                throw value.refused("layer %s needs settings: {%s: ...}".formatted(kind.name(), kind.name()));
            }
            return kind.block().read(new Value(value.name(), Nodes.mapping(Stream.of())));
        }
        Map<String, YamlNode.Mapping.Entry> entries = value.mapping().entries();
        if (entries.size() != 1) {
            throw value.refused("%s must have one key, its kind, got %s; one of %s"
                    .formatted(value.name(), entries.size(), OneLine.list(NAMES)));
        }
        Map.Entry<String, YamlNode.Mapping.Entry> only =
                entries.entrySet().iterator().next();
        YamlNode.Scalar key = new YamlNode.Scalar(only.getValue().key(), only.getKey(), ScalarType.QUOTED);
        Kind<?> kind = kind(new Value(value.name(), key).oneOf("layer", NAMES));
        Value settings = new Value(kind.name(), only.getValue().value());
        if (kind.isWord()) {
            throw settings.refused("layer %s has no settings; write only its name".formatted(kind.name()));
        }
        return kind.shortForm().isPresent() && !settings.isMapping()
                ? kind.shortForm().get().apply(settings)
                : kind.block().read(settings);
    }

    @Override
    public YamlNode written(Layer layer) {
        return LayerBlocks.KINDS.stream()
                .filter(kind -> kind.type().isInstance(layer))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no description of the layer " + layer))
                .written(layer);
    }

    @Override
    public String allowed() {
        return "a layer";
    }

    @Override
    public List<String> examples() {
        return LayerBlocks.KINDS.stream()
                .<String>map(kind -> kind.isWord()
                        ? kind.name()
                        : "{%s: %s}".formatted(kind.name(), kind.block().example()))
                .toList();
    }

    @Override
    public List<Block<?>> blocks() {
        return LayerBlocks.KINDS.stream().<Block<?>>map(Kind::block).toList();
    }

    /** {@return the classes of the kinds} */
    static List<Class<?>> classes() {
        return LayerBlocks.KINDS.stream().<Class<?>>map(Kind::type).toList();
    }

    private static Kind<?> kind(String name) {
        return LayerBlocks.KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
