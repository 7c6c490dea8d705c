package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** The kinds of layers and their settings. */
final class LayerBlocks {
    private static final int MAX_OUTPUTS = 65_536;
    private static final int MAX_PIXELS = 1024;

    private static final Setting<Convolution, Integer> OUTPUTS =
            Setting.required("outputs", Type.integer(1, MAX_OUTPUTS), Convolution::outputs, "The number of kernels.");
    private static final Setting<Convolution, Integer> KERNEL = Setting.required(
            "kernel", Type.integer(1, MAX_PIXELS), Convolution::kernel, "The kernels' height and width.");
    private static final Setting<Convolution, Integer> PADDING =
            Setting.of("padding", Type.integer(0, MAX_PIXELS), 0, Convolution::padding, "Zeros added on each side.");
    private static final Setting<Convolution, Integer> STRIDE = Setting.of(
                    "stride",
                    Type.integer(1, MAX_PIXELS),
                    1,
                    Convolution::stride,
                    "The distance from one place of a kernel to the next.")
            .statedOnly(convolution -> convolution.stride() != 1);
    private static final Setting<Convolution, Integer> GROUPS = Setting.of(
                    "groups",
                    Type.integer(1, MAX_OUTPUTS),
                    1,
                    Convolution::groups,
                    "The number of equal parts of the channels that are convolved separately.")
            .statedOnly(convolution -> convolution.groups() != 1);
    private static final Setting<Convolution, Boolean> CONVOLUTION_BIAS = Setting.of(
                    "bias", Type.flag(), true, Convolution::bias, "Whether each output has a bias.")
            .statedOnly(convolution -> !convolution.bias());
    private static final Setting<Layer.Linear, Integer> FEATURES = Setting.required(
            "outputs", Type.integer(1, MAX_OUTPUTS), Layer.Linear::outputs, "The number of output features.");
    private static final Setting<Layer.Linear, Boolean> BIAS =
            Setting.of("bias", Type.flag(), true, Layer.Linear::bias, "Whether a bias is added.");
    private static final Setting<Layer.Dropout, Double> RATE = Setting.required(
            "rate", Type.number(Range.fromBelow(0, 1)), Layer.Dropout::rate, "The share of features that is dropped.");

    /** A path of a residual block. Its layers are described once, with the network's. */
    private static final Type<List<Layer>> PATH = Type.of(
            "a list of layers",
            List.of("[relu]", "[gelu]"),
            value -> LayerKinds.LIST.read(value),
            layers -> LayerKinds.LIST.written(layers));

    private static final Setting<Residual, List<Layer>> BODY =
            Setting.required("body", PATH, Residual::body, "The layers of one path.");
    private static final Setting<Residual, List<Layer>> SHORTCUT = Setting.optional(
            "shortcut",
            PATH,
            "the input itself",
            residual -> Optional.of(residual.shortcut()).filter(layers -> !layers.isEmpty()),
            "The layers of the other path.");

    static final List<Kind<?>> KINDS = List.of(
            new Kind<>(
                    Convolution.class,
                    Optional.empty(),
                    new Block<>(
                            "convolution",
                            "Square kernels.",
                            "{outputs: 16, kernel: 3, padding: 1}",
                            List.of(OUTPUTS, KERNEL, PADDING, STRIDE, GROUPS, CONVOLUTION_BIAS),
                            LayerBlocks::convolution)),
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
            word("gelu", Layer.Gelu.class, Layer.Gelu::new, "Gaussian error linear unit, exact form."),
            pool(
                    "max-pool",
                    "Maximum over square windows; also written `max-pool: 2`.",
                    Layer.MaxPool.class,
                    Layer.MaxPool::new,
                    Layer.MaxPool::window),
            pool(
                    "average-pool",
                    "Mean over square windows, in which padding does not count; also written `average-pool: 2`.",
                    Layer.AveragePool.class,
                    Layer.AveragePool::new,
                    Layer.AveragePool::window),
            word(
                    "global-average-pool",
                    Layer.GlobalAveragePool.class,
                    Layer.GlobalAveragePool::new,
                    "The mean of each channel, as a list of features."),
            new Kind<>(
                    Residual.class,
                    Optional.empty(),
                    new Block<>(
                            "residual",
                            "The sum of two paths from the same input.",
                            "{body: [{convolution: {outputs: 16, kernel: 3, padding: 1}}]}",
                            List.of(BODY, SHORTCUT),
                            fields -> new Residual(
                                    fields.read(BODY), fields.given(SHORTCUT).orElse(List.of())))),
            word("flatten", Layer.Flatten.class, Layer.Flatten::new, "Turns an image into a list of features."),
            word(
                    "batch-norm",
                    Layer.BatchNorm.class,
                    Layer.BatchNorm::new,
                    "Batch normalisation per channel or feature."),
            word("layer-norm", Layer.LayerNorm.class, Layer.LayerNorm::new, "Layer normalisation of features."),
            word(
                    "length-norm",
                    Layer.LengthNorm.class,
                    Layer.LengthNorm::new,
                    "Divides the features of a sample by their Euclidean length."),
            new Kind<>(
                    Layer.Dropout.class,
                    Optional.of(rate -> new Layer.Dropout(RATE.type().read(rate))),
                    new Block<>(
                            "dropout",
                            "Sets features to 0 at random during training; also written `dropout: 0.5`.",
                            "{rate: 0.5}",
                            List.of(RATE),
                            fields -> new Layer.Dropout(fields.read(RATE)))));

    private LayerBlocks() {}

    /**
     * One kind of layer.
     *
     * @param type its class
     * @param shortForm reads its only required setting if it is not given as a mapping
     * @param block its settings; a kind without settings is written as a word
     */
    record Kind<L extends Layer>(Class<L> type, Optional<Function<Value, L>> shortForm, Block<L> block) {
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

    private static Convolution convolution(Fields fields) {
        return checked(
                fields,
                () -> new Convolution(
                        fields.read(OUTPUTS),
                        fields.read(KERNEL),
                        fields.read(PADDING),
                        fields.read(STRIDE),
                        fields.read(GROUPS),
                        fields.read(CONVOLUTION_BIAS)));
    }

    private static <L extends Layer> Kind<L> pool(
            String name, String help, Class<L> type, Function<Window, L> layer, Function<L, Window> window) {
        Setting<L, Integer> size = Setting.required(
                "size",
                Type.integer(1, MAX_PIXELS),
                pool -> window.apply(pool).kernel(),
                "The windows' height and width.");
        Setting<L, Integer> stride = Setting.optional(
                "stride",
                Type.integer(1, MAX_PIXELS),
                "the size",
                pool -> Optional.of(window.apply(pool))
                        .filter(each -> each.stride() != each.kernel())
                        .map(Window::stride),
                "The distance from one window to the next.");
        Setting<L, Integer> padding = Setting.<L, Integer>of(
                        "padding",
                        Type.integer(0, MAX_PIXELS / 2),
                        0,
                        pool -> window.apply(pool).padding(),
                        "Rows and columns without pixels added on each side, at most half the size.")
                .statedOnly(pool -> window.apply(pool).padding() != 0);
        Setting<L, Boolean> ceiling = Setting.<L, Boolean>of(
                        "ceiling",
                        Type.flag(),
                        false,
                        pool -> window.apply(pool).ceiling(),
                        "Whether pixels left over at the end get a window of their own.")
                .statedOnly(pool -> window.apply(pool).ceiling());
        return new Kind<>(
                type,
                Optional.of(value -> layer.apply(Window.of(size.type().read(value)))),
                new Block<>(
                        name,
                        help,
                        "{size: 2}",
                        List.of(size, stride, padding, ceiling),
                        fields -> checked(fields, () -> {
                            int pixels = fields.read(size);
                            return layer.apply(new Window(
                                    pixels,
                                    fields.given(stride).orElse(pixels),
                                    fields.read(padding),
                                    fields.read(ceiling)));
                        })));
    }

    /** Values that are allowed individually may still be inconsistent with each other. */
    private static <L> L checked(Fields fields, Supplier<L> layer) {
        try {
            return layer.get();
        } catch (IllegalArgumentException refused) {
            throw fields.refused(refused.getMessage());
        }
    }
}
