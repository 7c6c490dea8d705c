package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import org.metricloss.core.loss.Range;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;
import org.metricloss.experiments.training.setting.TunedValues.Interval;
import org.metricloss.experiments.training.setting.TunedValues.Scale;
import org.metricloss.experiments.training.setting.TunedValues.Whole;

/** Describes the ranges of settings that are tuned. */
final class TunedRanges {
    private static final Setting<TunedValues, Double> MIN = Setting.required(
            "min",
            Type.number(Range.finite(), "a number, > 0 on the log scale"),
            values -> values instanceof Whole whole ? (double) whole.min() : ((Interval) values).min(),
            "The least value.");
    private static final Setting<TunedValues, Double> MAX = Setting.required(
            "max",
            Type.number(Range.finite(), "a number > min"),
            values -> values instanceof Whole whole ? (double) whole.max() : ((Interval) values).max(),
            "The greatest value.");
    private static final Setting<TunedValues, Scale> SCALE = Setting.of(
            "scale",
            Type.choice(Scale.class),
            Scale.LINEAR,
            values -> values instanceof Whole whole ? whole.scale() : ((Interval) values).scale(),
            "Whether values are spaced evenly (linear) or by equal factors (log).");
    private static final Setting<TunedValues, Boolean> WHOLE = Setting.<TunedValues, Boolean>of(
                    "whole", Type.flag(), false, Whole.class::isInstance, "Whether values are whole numbers.")
            .statedOnly(Whole.class::isInstance);

    static final Block<TunedValues> BLOCK = new Block<>(
            "ranges",
            "An interval of values. It may be replaced by a list of choices.",
            "{min: 0.005, max: 0.5, scale: log}",
            List.of(MIN, MAX, SCALE, WHOLE),
            TunedRanges::read);

    private TunedRanges() {}

    /** {@return each range by its path} */
    static YamlNode written(List<TunedRange> ranges) {
        return Nodes.mapping(ranges.stream().map(range -> Map.entry(range.path(), written(range.values()))));
    }

    private static YamlNode written(TunedValues values) {
        return values instanceof TunedValues.Choice choice
                ? Nodes.list(choice.values().stream().map(Nodes::plain))
                : BLOCK.written(values);
    }

    private static TunedValues read(Fields fields) {
        Scale scale = fields.read(SCALE);
        boolean whole = fields.read(WHOLE);
        Value min = fields.required("min");
        Value max = fields.required("max");
        return whole ? whole(min, max, scale) : interval(min, max, scale);
    }

    private static TunedValues whole(Value min, Value max, Scale scale) {
        int least = min.integer(scale == Scale.LOG ? 1 : Integer.MIN_VALUE + 1, Integer.MAX_VALUE - 1);
        return new Whole(least, max.integer(least + 1, Integer.MAX_VALUE - 1), scale);
    }

    private static TunedValues interval(Value min, Value max, Scale scale) {
        double least =
                scale == Scale.LOG ? min.number(Range.positive(), "> 0 on the log scale") : min.number(Range.finite());
        double greatest = max.number(new Range(least, false, Double.POSITIVE_INFINITY, false), "> min, " + least);
        return new Interval(least, greatest, scale);
    }
}
