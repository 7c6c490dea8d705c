package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.Layer;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Describes layers: a word such as {@code relu}, or one key with settings such as {@code linear: {outputs: 128}}. */
final class LayerKinds implements Type<Layer> {
    static final LayerKinds TYPE = new LayerKinds();

    private static final int MAX_OUTPUTS = 65_536;
    private static final int MAX_PIXELS = 1024;

    private static final Setting<Layer.Convolution, Integer> OUTPUTS = Setting.required(
            "outputs", Type.integer(1, MAX_OUTPUTS), Layer.Convolution::outputs, "The number of kernels.");
    private static final Setting<Layer.Convolution, Integer> KERNEL = Setting.required(
            "kernel", Type.integer(1, MAX_PIXELS), Layer.Convolution::kernel, "The kernels' height and width.");
    private static final Setting<Layer.Convolution, Integer> PADDING = Setting.of(
            "padding", Type.integer(0, MAX_PIXELS), 0, Layer.Convolution::padding, "Zeros added on each side.");
    private static final Setting<Layer.Linear, Integer> FEATURES = Setting.required(
            "outputs", Type.integer(1, MAX_OUTPUTS), Layer.Linear::outputs, "The number of features it gives.");
    private static final Setting<Layer.Linear, Boolean> BIAS =
            Setting.of("bias", Type.flag(), true, Layer.Linear::bias, "Whether a bias is added.");
    private static final Setting<Layer.MaxPool, Integer> SIZE = Setting.required(
            "size", Type.integer(1, MAX_PIXELS), Layer.MaxPool::size, "The windows' height, width and stride.");
    private static final Setting<Layer.Dropout, Double> RATE = Setting.required(
            "rate", Type.number(Range.fromBelow(0, 1)), Layer.Dropout::rate, "The share of features that is dropped.");

    private static final List<Kind<?>> KINDS = List.of(
            new Kind<>(
                    Layer.Convolution.class,
                    Optional.empty(),
                    new Block<>(
                            "convolution",
                            "Square kernels, stride 1.",
                            "{outputs: 16, kernel: 3, padding: 1}",
                            List.of(OUTPUTS, KERNEL, PADDING),
                            fields -> new Layer.Convolution(
                                    fields.read(OUTPUTS), fields.read(KERNEL), fields.read(PADDING)))),
            new Kind<>(
                    Layer.Linear.class,
                    Optional.empty(),
                    new Block<>(
                            "linear",
                            "Affine map of features.",
                            "{outputs: 8}",
                            List.of(FEATURES, BIAS),
                            fields -> new Layer.Linear(fields.read(FEATURES), fields.read(BIAS)))),
            word(
                    "prelu",
                    Layer.PRelu.class,
                    Layer.PRelu::new,
                    "Rectifier with a learned slope per channel or feature."),
            word("relu", Layer.Relu.class, Layer.Relu::new, "Rectifier."),
            new Kind<>(
                    Layer.MaxPool.class,
                    Optional.of(size -> new Layer.MaxPool(SIZE.type().read(size))),
                    new Block<>(
                            "max-pool",
                            "Maximum over square windows that do not overlap; also written `max-pool: 2`.",
                            "{size: 2}",
                            List.of(SIZE),
                            fields -> new Layer.MaxPool(fields.read(SIZE)))),
            word("flatten", Layer.Flatten.class, Layer.Flatten::new, "An image as a list of features."),
            word(
                    "batch-norm",
                    Layer.BatchNorm.class,
                    Layer.BatchNorm::new,
                    "Batch normalisation per channel or feature."),
            new Kind<>(
                    Layer.Dropout.class,
                    Optional.of(rate -> new Layer.Dropout(RATE.type().read(rate))),
                    new Block<>(
                            "dropout",
                            "Sets features to 0 at random during training; also written `dropout: 0.5`.",
                            "{rate: 0.5}",
                            List.of(RATE),
                            fields -> new Layer.Dropout(fields.read(RATE)))));

    /** Layers from the image to the embedding. */
    static final Type<List<Layer>> LIST = new Type.Simple<>(
            "a list of layers",
            List.of("[flatten, {linear: {outputs: 2}}]", "[flatten, {linear: {outputs: 3}}]"),
            TYPE.blocks(),
            value -> value.elements().stream().map(TYPE::read).toList(),
            layers -> Nodes.list(layers.stream().map(TYPE::written)));

    private static final List<String> NAMES =
            KINDS.stream().<String>map(Kind::name).toList();

    private LayerKinds() {}

    /**
     * One kind of layer.
     *
     * @param type its class
     * @param shortForm reads its only setting if it is not given as a mapping
     * @param block its settings; a kind without settings is written as a word
     */
    private record Kind<L extends Layer>(Class<L> type, Optional<Function<Value, L>> shortForm, Block<L> block) {
        String name() {
            return block.title();
        }

        YamlNode written(Layer layer) {
            YamlNode settings = block.written(type.cast(layer));
            return isWord() ? Nodes.text(name()) : Nodes.mapping(Stream.of(Map.entry(name(), settings)));
        }

        boolean isWord() {
            return block.settings().isEmpty();
        }
    }

    private static <L extends Layer> Kind<L> word(String name, Class<L> type, Supplier<L> layer, String help) {
        return new Kind<>(
                type, Optional.empty(), new Block<>(name, help, "{}", List.of(), (Fields fields) -> layer.get()));
    }

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
            throw settings.refused("layer %s has no settings; write it as a word".formatted(kind.name()));
        }
        return kind.shortForm().isPresent() && !settings.isMapping()
                ? kind.shortForm().get().apply(settings)
                : kind.block().read(settings);
    }

    @Override
    public YamlNode written(Layer layer) {
        return KINDS.stream()
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
        return KINDS.stream()
                .<String>map(kind -> kind.isWord()
                        ? kind.name()
                        : "{%s: %s}".formatted(kind.name(), kind.block().example()))
                .toList();
    }

    @Override
    public List<Block<?>> blocks() {
        return KINDS.stream().<Block<?>>map(Kind::block).toList();
    }

    /** {@return the classes of the kinds} */
    static List<Class<?>> classes() {
        return KINDS.stream().<Class<?>>map(Kind::type).toList();
    }

    private static Kind<?> kind(String name) {
        return KINDS.stream()
                .filter(kind -> kind.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
