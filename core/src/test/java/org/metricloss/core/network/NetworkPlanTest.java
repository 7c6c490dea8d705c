package org.metricloss.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.metricloss.core.array.Shape;

class NetworkPlanTest {
    private static final Shape MNIST = Shape.of(1, 28, 28);

    @Test
    void lenetPlusPlusHasThePapersShapes() {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.LENET_PLUS_PLUS.withEmbedding(2), MNIST);
        assertThat(plan.embeddingDimension()).isEqualTo(2);
        List<Shape> pooled = plan.stages().stream()
                .filter(stage -> stage.layer() instanceof Layer.MaxPool)
                .map(NetworkPlan.Stage::output)
                .toList();
        assertThat(pooled).containsExactly(Shape.of(32, 14, 14), Shape.of(64, 7, 7), Shape.of(128, 3, 3));
        // Convolutions and biases, slopes, the linear map to the embedding with its slope: written out.
        long convolutions = 25L * (32 + 32 * 32 + 32 * 64 + 64 * 64 + 64 * 128 + 128 * 128);
        long biasesAndSlopes = 2L * 2 * (32 + 64 + 128);
        long linear = 2 * 1152 + 2 + 2;
        assertThat(plan.trainedNumbers()).isEqualTo(convolutions + biasesAndSlopes + linear);
    }

    @Test
    void everyNamedNetworkTakesItsUsualImages() {
        for (NamedNetwork network : NamedNetwork.values()) {
            assertThat(NetworkPlan.of(network.withEmbedding(3), network.usualInput())
                            .embeddingDimension())
                    .as(network.id())
                    .isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LINEAR", "MLP", "LENET", "LENET_PLUS_PLUS", "RESNET8", "RESNET18_SMALL"})
    void networksForSmallImagesTakeDigits(NamedNetwork network) {
        assertThat(NetworkPlan.of(network.withEmbedding(3), Shape.of(1, 8, 8)).embeddingDimension())
                .isEqualTo(3);
    }

    /** The numbers are those that torchvision states for its networks of 1,000 outputs. */
    @Test
    void residualNetworksHaveTheSizeOfTorchvisions() {
        Shape image = Shape.of(3, 224, 224);
        NetworkPlan resnet18 = NetworkPlan.of(NamedNetwork.RESNET18.withEmbedding(1000), image);
        assertThat(resnet18.trainedNumbers()).isEqualTo(11_689_512);
        assertThat(Math.round(resnet18.multiplyAdds() / 1e7)).isEqualTo(181);
        NetworkPlan resnet50 = NetworkPlan.of(NamedNetwork.RESNET50.withEmbedding(1000), image);
        assertThat(resnet50.trainedNumbers()).isEqualTo(25_557_032);
        assertThat(Math.round(resnet50.multiplyAdds() / 1e7)).isEqualTo(409);
    }

    @Test
    void centerFaceHas27Convolutions() {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.CENTER_FACE.withEmbedding(512), Shape.of(3, 112, 96));
        assertThat(plan.everyStage().stream().filter(stage -> stage.layer() instanceof Convolution))
                .hasSize(27);
        assertThat(plan.parameters().stream()
                        .filter(parameter -> parameter.shape().rank() == 4)
                        .map(parameter -> parameter.initializer().getClass().getSimpleName())
                        .distinct())
                .containsExactly("Uniform", "Gaussian");
    }

    @Test
    void initialWeightsFollowTheFanIn() {
        NetworkSpec one = new NetworkSpec("one", List.of(new Convolution(8, 3, 1, 1, 2, true), new Layer.Flatten()));
        assertThat(initial(one, InitialWeights.UNIFORM))
                .containsExactly(
                        new Initializer.Uniform(1 / Math.sqrt(18)), new Initializer.Uniform(1 / Math.sqrt(18)));
        assertThat(initial(one, InitialWeights.XAVIER))
                .containsExactly(new Initializer.Uniform(Math.sqrt(3 / 18.0)), Initializer.zero());
        assertThat(initial(one, InitialWeights.HE))
                .containsExactly(new Initializer.Gaussian(1 / 3.0), Initializer.zero());
    }

    private static List<Initializer> initial(NetworkSpec network, InitialWeights weights) {
        return NetworkPlan.of(network.startingAt(weights), Shape.of(4, 3, 3)).parameters().stream()
                .map(ParameterSpec::initializer)
                .toList();
    }

    @Test
    void namesWithinResidualBlocksSayTheirPlace() {
        Residual block = new Residual(List.of(new Convolution(1, 1, 0)), List.of(new Layer.BatchNorm()));
        NetworkPlan plan = NetworkPlan.of(
                new NetworkSpec("n", List.of(new Layer.Relu(), block, new Layer.Flatten())), Shape.of(1, 2, 2));
        assertThat(plan.parameters().stream().map(ParameterSpec::name))
                .startsWith(
                        "1.residual.body.0.convolution.weight",
                        "1.residual.body.0.convolution.bias",
                        "1.residual.shortcut.0.batch-norm.scale");
    }

    @Test
    void layersThatDoNotExistCannotBeFrozen() {
        NetworkSpec network = NamedNetwork.LENET
                .withEmbedding(2)
                .trainedBy(new LayerTraining(1, 1, List.of(new LayerTraining.LayerRange(8, 10)), List.of()));
        assertThatThrownBy(() -> NetworkPlan.of(network, MNIST))
                .hasMessage("network 'lenet': freeze names layer 10, but the layers are 0 to 9");
    }

    @Test
    void pathsOfDifferentShapesCannotBeAdded() {
        Residual block = new Residual(List.of(new Convolution(2, 3, 1, 2, 1, true)), List.of());
        assertThatThrownBy(() -> NetworkPlan.of(new NetworkSpec("n", List.of(block)), MNIST))
                .hasMessage("network 'n' does not fit inputs of [1, 28, 28]: layer 1: residual adds its body's output"
                        + " [2, 14, 14] to its shortcut's, which is [1, 28, 28]");
    }

    @Test
    void groupsMustDivideChannels() {
        assertThatThrownBy(() -> new Convolution(3, 1, 0, 1, 2, true))
                .hasMessage("convolution groups must divide its 3 outputs, got 2");
        assertThatThrownBy(() -> new Convolution(4, 1, 0, 1, 2, true).output(Shape.of(3, 1, 1)))
                .hasMessage("convolution groups must divide its 3 input channels, got 2");
    }

    @ParameterizedTest
    @CsvSource({
        // Caffe's example, rounded up and down: 28, 14, 7, 3 by 3x3 windows of stride 2.
        "3, 2, 0, false, 7, 3, 0",
        "2, 2, 0, true, 7, 4, 1",
        "2, 2, 0, false, 7, 3, 0",
        "3, 2, 1, false, 112, 56, 0",
        // The fourth window would begin in the padding after the image.
        "2, 2, 1, true, 5, 3, 0",
        "3, 2, 0, true, 8, 4, 1",
        "5, 1, 0, false, 4, 0, 0",
    })
    void windowsAreCounted(int kernel, int stride, int padding, boolean ceiling, int pixels, int count, int beyond) {
        Window window = new Window(kernel, stride, padding, ceiling);
        assertThat(window.count(pixels)).isEqualTo(count);
        assertThat(window.beyond(pixels)).isEqualTo(beyond);
    }

    @Test
    void tooDeepForTheImageNamesTheLayer() {
        assertThatThrownBy(() -> NetworkPlan.of(NamedNetwork.LENET_PLUS_PLUS.withEmbedding(2), Shape.of(1, 4, 4)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network 'lenet++' does not fit inputs of [1, 4, 4]: layer 15:"
                        + " the image is only 1 x 1 at this max-pool layer, which leaves no output");
    }

    @Test
    void layersThatDoNotFollowEachOtherAreRefused() {
        NetworkSpec noFlatten = new NetworkSpec("n", List.of(new Layer.Linear(3, true)));
        assertThatThrownBy(() -> NetworkPlan.of(noFlatten, MNIST))
                .hasMessageContaining("layer 1: linear needs features (size), got [1, 28, 28]");
        NetworkSpec noFeatures = new NetworkSpec("n", List.of(new Layer.Relu()));
        assertThatThrownBy(() -> NetworkPlan.of(noFeatures, MNIST))
                .hasMessage("network 'n' must end in features (size), but ends in an image [1, 28, 28]");
    }

    @Test
    void embeddingOfZeroIsRefused() {
        assertThatThrownBy(() -> NamedNetwork.MLP.withEmbedding(0)).hasMessage("embedding must be >= 1, got 0");
    }

    @Test
    void unknownNetworkNamesWhatThereIs() {
        assertThatThrownBy(() -> NamedNetwork.of("resnet"))
                .hasMessage("no network 'resnet'; available: linear, mlp, lenet, lenet++, conv4, resnet8, resnet18,"
                        + " resnet18-small, resnet50, center-face");
    }
}
