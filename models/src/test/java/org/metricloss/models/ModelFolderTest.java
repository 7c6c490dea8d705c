package org.metricloss.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.FloatArray;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.InitialWeights;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.NetworkSpec;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.Window;
import org.metricloss.core.random.RandomStream;
import org.metricloss.formats.FileException;
import org.metricloss.formats.SealedJson;

class ModelFolderTest {
    static final ModelInput INPUT = new ModelInput(List.of(1, 4, 4), 16, List.of(8.0), List.of(8.0), false);
    private static final NetworkSpec NETWORK = new NetworkSpec(
                    "custom",
                    List.of(
                            new Convolution(2, 3, 1),
                            new Layer.BatchNorm(),
                            new Layer.Dropout(0.25),
                            new Residual(
                                    List.of(new Convolution(2, 3, 1, 1, 2, false)),
                                    List.of(new Layer.MaxPool(new Window(3, 1, 1, true)))),
                            new Layer.PRelu(),
                            new Layer.MaxPool(2),
                            new Layer.Flatten(),
                            new Layer.Linear(3, true)))
            .startingAt(InitialWeights.CENTER_FACE)
            .trainedBy(new LayerTraining(
                    2,
                    0,
                    List.of(new LayerTraining.LayerRange(0, 1)),
                    List.of(new LayerTraining.Rate(new LayerTraining.LayerRange(7, 7), 10))));

    @TempDir
    private Path folder;

    @Test
    void modelIsReadAsItWasWritten() {
        Weights weights = weights(NETWORK);
        FloatArray centers = FloatArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        Model written = ModelFolder.write(folder, weights, Optional.of(centers), file -> model(NETWORK, file));
        TrainedModel read = ModelFolder.read(folder);
        assertThat(read.description()).isEqualTo(written);
        assertThat(read.description().network()).isEqualTo(NETWORK);
        assertThat(read.weights().names()).isEqualTo(weights.names());
        for (String name : weights.names()) {
            assertThat(read.weights().get(name).toArray())
                    .containsExactly(weights.get(name).toArray());
        }
        assertThat(read.centers().orElseThrow().toArray()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(written.weights().bytes())
                .isEqualTo(folder.resolve("weights.safetensors").toFile().length());
    }

    @Test
    void folderWithoutDescriptionIsRefused() {
        assertThat(ModelFolder.isModel(folder)).isFalse();
        assertRefused(folder + " is not the folder of a model: it has no model.json");
    }

    @Test
    void folderWithoutWeightsIsRefused() throws IOException {
        write(NETWORK);
        Files.delete(folder.resolve("weights.safetensors"));
        assertRefused(folder + " has no weights: the file weights.safetensors is missing");
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedByTheFirstThatDiffers() throws IOException {
        write(new NetworkSpec("custom", List.of(new Layer.Flatten(), new Layer.Linear(3, true))));
        byte[] others = Files.readAllBytes(folder.resolve("weights.safetensors"));
        write(NETWORK);
        Files.write(folder.resolve("weights.safetensors"), others);
        assertRefused(folder.resolve("weights.safetensors")
                + " holds weights of another network: network.0.convolution.weight must have shape [2, 1, 3, 3], found"
                + " none");
    }

    @Test
    void changedByteOfTheWeightsIsRefused() throws IOException {
        write(NETWORK);
        Path file = folder.resolve("weights.safetensors");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.write(file, bytes);
        assertRefused(file + " is corrupted: its content does not match the sha256 in model.json");
    }

    @Test
    void changedDescriptionIsRefused() throws IOException {
        write(NETWORK);
        Path file = folder.resolve("model.json");
        Files.writeString(file, Files.readString(file).replace("\"euclidean\"", "\"cosine\""));
        assertRefused(file + " is corrupted: its content does not match its sha256");
    }

    @Test
    void modelOfANewerVersionIsRefused() throws IOException {
        write(NETWORK);
        Path file = folder.resolve("model.json");
        Files.writeString(file, Files.readString(file).replace("\"format\" : 1", "\"format\" : 2"));
        assertRefused(file + " has format 2, this version reads 1");
    }

    @Test
    void descriptionThatContradictsItselfIsRefused() {
        assertThatThrownBy(() -> new Model(
                        Model.FORMAT,
                        NETWORK,
                        INPUT,
                        4,
                        "euclidean",
                        List.of("a", "b"),
                        2,
                        List.of(),
                        Thresholds.absent("none"),
                        origin(),
                        new WeightsFile(0, "0".repeat(64))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("embedding must be 3, the dimension that the network gives, got 4");
    }

    @Test
    void descriptionNamesTheLayersAsExperimentFilesDo() {
        write(NETWORK);
        String json = new String(SealedJson.seal(ModelFolder.describe(folder)), StandardCharsets.UTF_8);
        assertThat(json.replaceAll("\\s+", ""))
                .contains(
                        "{\"kind\":\"convolution\",\"outputs\":2,\"kernel\":3,\"padding\":1,\"stride\":1,\"groups\":1,\"bias\":true}",
                        "{\"kind\":\"prelu\"}");
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> ModelFolder.read(folder))
                .isInstanceOf(FileException.class)
                .hasMessage(message);
    }

    private void write(NetworkSpec network) {
        FloatArray centers = FloatArray.of(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
        ModelFolder.write(folder, weights(network), Optional.of(centers), file -> model(network, file));
    }

    private static Model model(NetworkSpec network, WeightsFile file) {
        return new Model(
                Model.FORMAT,
                network,
                INPUT,
                3,
                "euclidean",
                List.of("zero", "one"),
                2,
                List.of(0, 1),
                new Thresholds(
                        10,
                        20,
                        Optional.of(new Thresholds.Threshold(0.5, 0.1, 0.9)),
                        Optional.of(new Thresholds.Threshold(0.25, 0, 0.5)),
                        Optional.empty()),
                origin(),
                file);
    }

    private static ModelOrigin origin() {
        return new ModelOrigin(
                "softmax.djl.seed-1",
                "0".repeat(64),
                ModelOrigin.hash("0".repeat(64), "softmax.djl.seed-1"),
                "softmax",
                "djl",
                "cpu",
                2,
                1,
                3,
                "best",
                Map.of("java", "17"),
                JsonNodeFactory.instance.objectNode().put("name", "quick"));
    }

    private static Weights weights(NetworkSpec network) {
        RandomStream random = RandomStream.of(1, "model");
        Map<String, FloatArray> arrays = new LinkedHashMap<>();
        NetworkPlan.of(network, INPUT.toShape()).parameters().forEach(parameter -> {
            float[] values = new float[parameter.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            arrays.put(Weights.networkName(parameter.name()), FloatArray.of(parameter.shape(), values));
        });
        return Weights.of(arrays);
    }
}
