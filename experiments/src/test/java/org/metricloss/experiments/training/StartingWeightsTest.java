package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.array.Shape;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.LayerTraining.LayerRange;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.network.Residual;
import org.metricloss.core.network.TorchvisionNames;
import org.metricloss.core.network.Window;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.experiments.training.setting.NetworkSetting;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.SafeTensors;

class StartingWeightsTest {
    private static final Path FOLDER = Path.of("src/test/resources/org/metricloss/experiments/training/torchvision");
    private static final Path FILE = FOLDER.resolve("narrow-resnet18.safetensors");
    private static final Shape IMAGE = Shape.of(3, 40, 36);

    @TempDir
    private Path folder;

    /** See narrow_resnet18.py: every value was computed in float64 from the weights in float32. */
    @ParameterizedTest
    @ValueSource(strings = {"djl", "tensorflow"})
    void aResidualNetworkWithTorchvisionsNamesGivesItsOutputs(String engine) {
        Map<String, NpyArray> expected = SafeTensors.read(FOLDER.resolve("narrow-resnet18-outputs.safetensors"))
                .arrays();
        SessionRequest request = StartingWeights.of(setting(5, FILE, List.of()), drawn(5));
        try (TrainingSession session = Engine.all().get(engine).open(request)) {
            float[] outputs = session.embed(expected.get("images").floats(), 2);
            float[] theirs = expected.get("outputs").floats();
            assertThat(theirs).hasSize(10).doesNotContain(0);
            assertThat(outputs).containsExactly(theirs, within(1e-5f));
        }
    }

    @Test
    void largeResidualNetworksHaveTorchvisionsNames() {
        Map<String, String> names = TorchvisionNames.of(
                        NetworkPlan.of(NamedNetwork.RESNET50.withEmbedding(1000), Shape.of(3, 224, 224)))
                .orElseThrow();
        assertThat(names)
                .hasSize(267)
                .containsEntry("0.convolution.weight", "conv1.weight")
                .containsEntry("4.residual.shortcut.0.convolution.weight", "layer1.0.downsample.0.weight")
                .containsEntry("8.residual.body.6.convolution.weight", "layer1.2.conv3.weight")
                .containsEntry("10.residual.body.4.batch-norm.runningMean", "layer2.0.bn2.running_mean");
        assertThat(names.values()).doesNotHaveDuplicates().contains("layer4.2.bn3.bias", "fc.bias");
        assertThat(TorchvisionNames.of(NetworkPlan.of(NamedNetwork.LENET.withEmbedding(2), Shape.of(1, 28, 28))))
                .isEmpty();
    }

    @Test
    void weightsByOurOwnNamesAreReadBack() {
        SessionRequest from = StartingWeights.of(setting(5, FILE, List.of()), drawn(5));
        Map<String, NpyArray> arrays = new LinkedHashMap<>();
        from.initial()
                .names()
                .forEach(name -> arrays.put(
                        name,
                        NpyArray.of(
                                from.initial().get(name).toArray(),
                                from.initial().get(name).shape().toArray())));
        // The model of a trial without a classifier has class centers.
        arrays.put("centers", NpyArray.of(new float[] {1, 2}, 1, 2));
        Map<String, NpyArray> exported = new LinkedHashMap<>();
        arrays.forEach((name, array) -> {
            if (name.startsWith("network.")) {
                exported.put(name.substring("network.".length()), array);
            }
        });
        String last = "network.21.linear.weight";
        for (Map<String, NpyArray> each : List.of(arrays, exported)) {
            Path own = folder.resolve("own.safetensors");
            new SafeTensors(Map.of(), each).write(own);
            SessionRequest read = StartingWeights.of(setting(5, own, List.of()), drawn(5));
            assertThat(read.initial().get(last).toArray())
                    .containsExactly(from.initial().get(last).toArray());
        }
    }

    @Test
    void whatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> StartingWeights.of(setting(7, FILE, List.of()), drawn(7)))
                .hasMessage(
                        FILE + " does not fit network 'narrow': of another shape fc.weight [5, 10] instead of [7, 10],"
                                + " fc.bias [5] instead of [7]");
        NetworkSetting lenet = new NetworkSetting(
                new NetworkSetting.Named(NamedNetwork.LINEAR, 2),
                Optional.empty(),
                LayerTraining.PLAIN,
                Optional.of(FILE.toString()),
                List.of());
        assertThatThrownBy(() -> StartingWeights.read(lenet, NetworkPlan.of(lenet.spec(), IMAGE)))
                .hasMessageStartingWith(FILE + " does not fit network 'linear': missing network.1.linear.weight,"
                        + " network.1.linear.bias; unknown bn1.bias,")
                .hasMessageEndingWith("more");
    }

    @Test
    void freshLayersStartAsTheyAreDrawn() {
        SessionRequest drawn = drawn(7);
        SessionRequest read = StartingWeights.of(setting(7, FILE, List.of(new LayerRange(21, 21))), drawn);
        String last = "network.21.linear.weight";
        assertThat(read.initial().get(last).toArray())
                .containsExactly(drawn.initial().get(last).toArray());
        String first = "network.0.convolution.weight";
        assertThat(read.initial().get(first).toArray())
                .isNotEqualTo(drawn.initial().get(first).toArray());
        assertThatThrownBy(() -> StartingWeights.of(setting(7, FILE, List.of(new LayerRange(22, 22))), drawn))
                .hasMessage("fresh names layer 22, but the layers are 0 to 21");
    }

    private static NetworkSetting setting(int outputs, Path file, List<LayerRange> fresh) {
        return new NetworkSetting(
                new NetworkSetting.Layers("narrow", layers(outputs)),
                Optional.empty(),
                LayerTraining.PLAIN,
                Optional.of(file.toString()),
                fresh);
    }

    private static SessionRequest drawn(int outputs) {
        Objective softmax =
                Objective.of("softmax", LossProvider.all().get("softmax").create(Parameters.of(Map.of())));
        NetworkPlan plan = NetworkPlan.of(setting(outputs, FILE, List.of()).spec(), IMAGE);
        return SessionRequest.fromSeed(plan, softmax, new OptimizerSpec.Sgd(0.1, 0, 0), 2, 1, 1);
    }

    /** The form of resnet18 with 4, 6, 8 and 10 channels. */
    private static List<Layer> layers(int outputs) {
        List<Layer> layers = new ArrayList<>(List.of(
                new Convolution(4, 7, 3, 2, 1, false),
                new Layer.BatchNorm(),
                new Layer.Relu(),
                new Layer.MaxPool(new Window(3, 2, 1, false))));
        for (int channels = 4; channels <= 10; channels += 2) {
            for (int block = 0; block < 2; block++) {
                int stride = channels > 4 && block == 0 ? 2 : 1;
                List<Layer> shortcut = stride == 1
                        ? List.of()
                        : List.of(new Convolution(channels, 1, 0, stride, 1, false), new Layer.BatchNorm());
                layers.add(new Residual(
                        List.of(
                                new Convolution(channels, 3, 1, stride, 1, false),
                                new Layer.BatchNorm(),
                                new Layer.Relu(),
                                new Convolution(channels, 3, 1, 1, 1, false),
                                new Layer.BatchNorm()),
                        shortcut));
                layers.add(new Layer.Relu());
            }
        }
        layers.addAll(List.of(new Layer.GlobalAveragePool(), new Layer.Linear(outputs, true)));
        return layers;
    }
}
