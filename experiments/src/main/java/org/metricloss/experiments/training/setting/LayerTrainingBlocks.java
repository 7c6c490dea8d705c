package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.LayerTraining.LayerRange;
import org.metricloss.core.network.LayerTraining.Rate;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Describes how the optimizer treats the layers of a network. */
final class LayerTrainingBlocks {
    private static final int MAX_LAYER = 9_999;
    private static final Pattern RANGE_TEXT = Pattern.compile("([0-9]{1,4})-([0-9]{1,4})");

    private static final Setting<LayerTraining, Double> BIAS_RATE = Setting.of(
            "rate",
            Type.number(Range.atLeast(0)),
            1.0,
            LayerTraining::biasRate,
            "The factor of the learning rate; 0 keeps the biases unchanged.");
    private static final Setting<LayerTraining, Double> BIAS_DECAY = Setting.of(
            "decay", Type.number(Range.atLeast(0)), 1.0, LayerTraining::biasDecay, "The factor of the weight decay.");

    /** The biases of convolutions and linear layers. */
    static final Block<LayerTraining> BIASES = new Block<>(
            "biases",
            "How the biases of convolutions and linear layers are trained.",
            "{rate: 2, decay: 0}",
            List.of(BIAS_RATE, BIAS_DECAY),
            fields -> new LayerTraining(fields.read(BIAS_RATE), fields.read(BIAS_DECAY), List.of(), List.of()));

    private static final Type<LayerRange> RANGE = Type.of(
            "a layer's number, or two as in 0-4",
            List.of("0", "0-1"),
            LayerTrainingBlocks::range,
            LayerTrainingBlocks::written);

    /** Layers by number. */
    static final Type<List<LayerRange>> RANGES = Type.distinct("layers", RANGE);

    private static final Setting<Rate, LayerRange> LAYERS =
            Setting.required("layers", RANGE, Rate::layers, "The layers, counted from 0.");
    private static final Setting<Rate, Double> FACTOR =
            Setting.required("factor", Type.number(Range.positive()), Rate::factor, "The factor of the learning rate.");
    private static final Block<Rate> RATE = new Block<>(
            "rates",
            "The learning rate of some layers.",
            "{layers: 0-1, factor: 0.1}",
            List.of(LAYERS, FACTOR),
            fields -> new Rate(fields.read(LAYERS), fields.read(FACTOR)));

    /** Learning rates of layers. */
    static final Type<List<Rate>> RATES = Type.of(
            "a list of {layers: ..., factor: ...}",
            List.of("[{layers: 0-1, factor: 0.1}]", "[{layers: 0, factor: 0.5}]"),
            value -> value.elements().stream().map(RATE::read).toList(),
            rates -> Nodes.list(rates.stream().map(RATE::written)));

    private LayerTrainingBlocks() {}

    /** {@return whether biases are trained otherwise than weights} */
    static boolean statesBiases(LayerTraining training) {
        return training.biasRate() != 1 || training.biasDecay() != 1;
    }

    private static LayerRange range(Value value) {
        if (value.isWhole()) {
            int layer = value.integer(0, MAX_LAYER);
            return new LayerRange(layer, layer);
        }
        Matcher ends = RANGE_TEXT.matcher(
                value.text(text -> RANGE_TEXT.matcher(text).matches(), "a layer's number, or two as in 0-4"));
        if (!ends.matches()) {
            throw new IllegalStateException("the text was checked before");
        }
        int first = Integer.parseInt(ends.group(1));
        int last = Integer.parseInt(ends.group(2));
        if (last < first) {
            throw value.refused(
                    "%s must be two layers in rising order, got %s-%s".formatted(value.name(), first, last));
        }
        return new LayerRange(first, last);
    }

    private static YamlNode written(LayerRange range) {
        return range.first() == range.last() ? Nodes.number(range.first()) : Nodes.text(range.toString());
    }
}
