package org.metricloss.experiments.training.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.experiments.file.Block;
import org.metricloss.experiments.file.Fields;
import org.metricloss.experiments.file.Names;
import org.metricloss.experiments.file.Nodes;
import org.metricloss.experiments.file.Setting;
import org.metricloss.experiments.file.StudySettings;
import org.metricloss.experiments.file.Type;
import org.metricloss.experiments.file.Value;

/** Describes the network, which is written as its name, {@code {name, embedding}} or {@code {layers, name}}. */
final class NetworkBlock {
    private static final Type<String> NAMES = Type.oneOf(
            "network",
            Arrays.stream(NamedNetwork.values()).map(NamedNetwork::id).toList());
    private static final Type<String> OWN_NAMES = Type.text(Names::isFileName, Names.FILE_NAME);

    private static final Setting<NetworkSetting, String> NAME = Setting.optional(
            "name",
            Type.of(NAMES.allowed() + "; any name beside `layers`", NAMES.examples(), NAMES::read, Nodes::text),
            "custom beside `layers`, else required",
            network -> Optional.of(network.spec().name()),
            "A network by name, or what your own layers are recorded as.");
    private static final Setting<NetworkSetting, Integer> EMBEDDING = Setting.<NetworkSetting, Integer>of(
                    "embedding",
                    Type.integer(1, StudySettings.MAX_EMBEDDING),
                    NetworkSetting.DEFAULT_EMBEDDING,
                    network -> ((NetworkSetting.Named) network).embedding(),
                    "The embedding dimension of a network by name; of `layers` the last one gives it.")
            .statedOnly(NetworkSetting.Named.class::isInstance);
    private static final Setting<NetworkSetting, List<Layer>> LAYERS = Setting.<NetworkSetting, List<Layer>>optional(
                    "layers",
                    LayerKinds.LIST,
                    "a network by name",
                    network -> Optional.of(network.spec().layers()),
                    "The network layer by layer, from the image to the embedding.")
            .statedOnly(NetworkSetting.Layers.class::isInstance);

    private static final Block<NetworkSetting> BLOCK = new Block<>(
            "network",
            "What is trained: a network by name, also written as its name alone, or layer by layer.",
            "{name: lenet, embedding: 16}",
            List.of(NAME, EMBEDDING, LAYERS),
            NetworkBlock::read);

    static final Type<NetworkSetting> TYPE = Type.orWord("a network's name or a mapping", BLOCK, NetworkBlock::ofWord);

    private NetworkBlock() {}

    private static NetworkSetting ofWord(Value name) {
        return new NetworkSetting.Named(NamedNetwork.of(NAMES.read(name)), NetworkSetting.DEFAULT_EMBEDDING);
    }

    private static NetworkSetting read(Fields fields) {
        if (!fields.has("layers")) {
            String name = NAMES.read(fields.required("name"));
            return new NetworkSetting.Named(NamedNetwork.of(name), fields.read(EMBEDDING));
        }
        fields.optional("embedding").ifPresent(embedding -> {
            throw embedding.refused("embedding belongs to a network by name; with layers the last one gives it");
        });
        List<Layer> layers = fields.read(LAYERS);
        String name = fields.optional("name").map(OWN_NAMES::read).orElse("custom");
        return new NetworkSetting.Layers(new NetworkSpec(name, layers));
    }
}
