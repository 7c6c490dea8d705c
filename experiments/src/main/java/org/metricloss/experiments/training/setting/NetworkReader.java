package org.metricloss.experiments.training.setting;

import java.util.Arrays;
import java.util.List;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.Value;

/** Reads the network: its name, {@code {name, embedding}} or {@code {layers, name}}. */
final class NetworkReader {
    private NetworkReader() {}

    static NetworkSetting read(Value value) {
        if (!value.isMapping()) {
            value.requireText("a network's name or a mapping");
            return new NetworkSetting.Named(named(value), NetworkSetting.DEFAULT_EMBEDDING);
        }
        Fields fields = value.fields("name", "embedding", "layers");
        if (fields.has("layers")) {
            fields.optional("embedding").ifPresent(embedding -> {
                throw embedding.refused("embedding belongs to a network by name; with layers the last one gives it");
            });
            List<Layer> layers = fields.required("layers").elements().stream()
                    .map(LayerReader::read)
                    .toList();
            String name = fields.optional("name")
                    .map(v -> v.text(Names::isFileName, Names.FILE_NAME))
                    .orElse("custom");
            return new NetworkSetting.Layers(new NetworkSpec(name, layers));
        }
        return new NetworkSetting.Named(
                named(fields.required("name")),
                fields.optional("embedding")
                        .map(v -> v.integer(1, NetworkSetting.MAX_EMBEDDING))
                        .orElse(NetworkSetting.DEFAULT_EMBEDDING));
    }

    private static NamedNetwork named(Value value) {
        List<String> ids =
                Arrays.stream(NamedNetwork.values()).map(NamedNetwork::id).toList();
        return NamedNetwork.of(value.oneOf("network", ids));
    }
}
