package org.metricloss.experiments.training.setting;

import java.util.List;
import java.util.Map;
import org.metricloss.core.loss.Range;
import org.metricloss.core.network.Layer;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.file.ScalarType;
import org.metricloss.experiments.file.Value;
import org.metricloss.experiments.file.YamlNode;

/** Reads a layer: a word such as {@code relu}, or one key with settings such as {@code linear: {outputs: 128}}. */
final class LayerReader {
    private static final List<String> KINDS =
            List.of("convolution", "linear", "prelu", "relu", "max-pool", "flatten", "batch-norm", "dropout");
    private static final int MAX_OUTPUTS = 65_536;
    private static final int MAX_PIXELS = 1024;

    private LayerReader() {}

    static Layer read(Value value) {
        if (!value.isMapping()) {
            value.requireText("a layer's name or a mapping");
            return bare(value, value.oneOf("layer", KINDS));
        }
        Map<String, YamlNode.Mapping.Entry> entries = value.mapping().entries();
        if (entries.size() != 1) {
            throw value.refused("%s must have one key, its kind, got %s; one of %s"
                    .formatted(value.name(), entries.size(), OneLine.list(KINDS)));
        }
        Map.Entry<String, YamlNode.Mapping.Entry> only =
                entries.entrySet().iterator().next();
        YamlNode.Scalar key = new YamlNode.Scalar(only.getValue().key(), only.getKey(), ScalarType.QUOTED);
        String kind = new Value(value.name(), key).oneOf("layer", KINDS);
        return withSettings(kind, new Value(kind, only.getValue().value()));
    }

    private static Layer bare(Value value, String kind) {
        return switch (kind) {
            case "prelu" -> new Layer.PRelu();
            case "relu" -> new Layer.Relu();
            case "flatten" -> new Layer.Flatten();
            case "batch-norm" -> new Layer.BatchNorm();
            default -> throw value.refused("layer %s needs settings: {%s: ...}".formatted(kind, kind));
        };
    }

    private static Layer withSettings(String kind, Value settings) {
        return switch (kind) {
            case "convolution" -> convolution(settings.fields("outputs", "kernel", "padding"));
            case "linear" -> linear(settings.fields("outputs", "bias"));
            case "max-pool" -> new Layer.MaxPool(orField(settings, "size").integer(1, MAX_PIXELS));
            case "dropout" -> new Layer.Dropout(orField(settings, "rate").number(Range.fromBelow(0, 1)));
            default -> throw settings.refused("layer %s has no settings; write it as a word".formatted(kind));
        };
    }

    private static Layer convolution(Fields fields) {
        return new Layer.Convolution(
                fields.required("outputs").integer(1, MAX_OUTPUTS),
                fields.required("kernel").integer(1, MAX_PIXELS),
                fields.optional("padding").map(v -> v.integer(0, MAX_PIXELS)).orElse(0));
    }

    private static Layer linear(Fields fields) {
        return new Layer.Linear(
                fields.required("outputs").integer(1, MAX_OUTPUTS),
                fields.optional("bias").map(Value::flag).orElse(true));
    }

    /** Reads {@code {max-pool: 2}} like {@code {max-pool: {size: 2}}}. */
    private static Value orField(Value settings, String key) {
        return settings.isMapping() ? settings.fields(key).required(key) : settings;
    }
}
