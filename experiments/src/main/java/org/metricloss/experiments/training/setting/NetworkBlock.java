package org.metricloss.experiments.training.setting;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.network.InitialWeights;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.LayerTraining.LayerRange;
import org.metricloss.core.network.NamedNetwork;
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
            "custom with `layers`, otherwise required",
            network -> Optional.of(network.spec().name()),
            "The name of a network, or the name under which your own layers are recorded.");
    private static final Setting<NetworkSetting, Integer> EMBEDDING = Setting.<NetworkSetting, Integer>of(
                    "embedding",
                    Type.integer(1, StudySettings.MAX_EMBEDDING),
                    NetworkSetting.DEFAULT_EMBEDDING,
                    network -> network.named().orElseThrow().embedding(),
                    "The embedding dimension of a named network; with `layers`, the last layer determines it.")
            .statedOnly(network -> network.named().isPresent());
    private static final Setting<NetworkSetting, List<Layer>> LAYERS = Setting.<NetworkSetting, List<Layer>>optional(
                    "layers",
                    LayerKinds.LIST,
                    "a network by name",
                    network -> Optional.of(network.spec().layers()),
                    "The network layer by layer, from the image to the embedding.")
            .statedOnly(network -> network.named().isEmpty());

    private static final Setting<NetworkSetting, InitialWeights> INITIAL = Setting.optional(
            "initial",
            Type.choice(InitialWeights.class),
            "as the authors of a network by name draw them; `uniform` for `layers`",
            NetworkSetting::initial,
            "How weights and biases start.");
    private static final Setting<NetworkSetting, String> WEIGHTS = Setting.optional(
            "weights",
            Type.of("a safetensors file", List.of("one.safetensors", "two.safetensors"), Value::text, Nodes::text),
            "none",
            NetworkSetting::weights,
            "The file from which the weights start, with our names of arrays or those of torchvision's residual networks.");
    private static final Setting<NetworkSetting, List<LayerRange>> FRESH = Setting.optional(
            "fresh",
            LayerTrainingBlocks.RANGES,
            "none",
            network -> Optional.of(network.fresh()).filter(fresh -> !fresh.isEmpty()),
            "The layers that start as `initial` says although there are `weights`, counted from 0.");
    private static final Setting<NetworkSetting, LayerTraining> BIASES =
            Setting.<NetworkSetting, LayerTraining>optional(
                            "biases",
                            LayerTrainingBlocks.BIASES,
                            "as for other weights",
                            network -> Optional.of(network.training()),
                            "The learning rate and weight decay of biases.")
                    .statedOnly(network -> LayerTrainingBlocks.statesBiases(network.training()));
    private static final Setting<NetworkSetting, List<LayerRange>> FREEZE = Setting.optional(
            "freeze",
            LayerTrainingBlocks.RANGES,
            "none",
            network -> Optional.of(network.training().frozen()).filter(frozen -> !frozen.isEmpty()),
            "The layers that keep their weights and running statistics, counted from 0.");
    private static final Setting<NetworkSetting, List<LayerTraining.Rate>> RATES = Setting.optional(
            "rates",
            LayerTrainingBlocks.RATES,
            "1 for every layer",
            network -> Optional.of(network.training().rates()).filter(rates -> !rates.isEmpty()),
            "Learning-rate factors of layers.");

    private static final Block<NetworkSetting> BLOCK = new Block<>(
            "network",
            "The network to train: a named network, which may be written as its name, or a list of layers.",
            "{name: lenet, embedding: 16}",
            List.of(NAME, EMBEDDING, LAYERS, INITIAL, WEIGHTS, FRESH, BIASES, FREEZE, RATES),
            NetworkBlock::read);

    static final Type<NetworkSetting> TYPE = Type.orWord("a network's name or a mapping", BLOCK, NetworkBlock::ofWord);

    private NetworkBlock() {}

    private static NetworkSetting ofWord(Value name) {
        return new NetworkSetting(
                new NetworkSetting.Named(NamedNetwork.of(NAMES.read(name)), NetworkSetting.DEFAULT_EMBEDDING),
                Optional.empty(),
                LayerTraining.PLAIN,
                Optional.empty(),
                List.of());
    }

    private static NetworkSetting read(Fields fields) {
        NetworkSetting.Source source = source(fields);
        LayerTraining biases = fields.given(BIASES).orElse(LayerTraining.PLAIN);
        LayerTraining training = new LayerTraining(
                biases.biasRate(),
                biases.biasDecay(),
                fields.given(FREEZE).orElse(List.of()),
                fields.given(RATES).orElse(List.of()));
        return new NetworkSetting(
                source,
                fields.given(INITIAL),
                training,
                fields.given(WEIGHTS),
                fields.given(FRESH).orElse(List.of()));
    }

    private static NetworkSetting.Source source(Fields fields) {
        if (!fields.has("layers")) {
            String name = NAMES.read(fields.required("name"));
            return new NetworkSetting.Named(NamedNetwork.of(name), fields.read(EMBEDDING));
        }
        fields.optional("embedding").ifPresent(embedding -> {
            throw embedding.refused(
                    "embedding is a setting of named networks; with layers, the last layer determines it");
        });
        List<Layer> layers = fields.read(LAYERS);
        String name = fields.optional("name").map(OWN_NAMES::read).orElse("custom");
        return new NetworkSetting.Layers(name, layers);
    }
}
