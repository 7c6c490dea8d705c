package org.metricloss.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
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
    void everyNamedNetworkTakesDigitsAndMnist() {
        for (NamedNetwork network : NamedNetwork.values()) {
            for (Shape image : List.of(Shape.of(1, 8, 8), MNIST)) {
                assertThat(NetworkPlan.of(network.withEmbedding(3), image).embeddingDimension())
                        .as(network.id())
                        .isEqualTo(3);
            }
        }
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
                .hasMessage("no network 'resnet'; available: mlp, lenet, lenet++");
    }
}
