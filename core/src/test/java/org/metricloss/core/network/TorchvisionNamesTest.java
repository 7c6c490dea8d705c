package org.metricloss.core.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.core.array.Shape;

class TorchvisionNamesTest {
    private static final Shape COLOR = Shape.of(3, 32, 32);

    @Test
    void residualNetworksHaveTorchvisionsNames() {
        assertThat(TorchvisionNames.of(NetworkPlan.of(residual(1, 1), COLOR)).orElseThrow())
                .containsEntry("0.convolution.weight", "conv1.weight")
                .containsEntry("1.batch-norm.runningMean", "bn1.running_mean")
                .containsValue("layer1.0.conv1.weight")
                .containsValue("fc.bias");
    }

    @Test
    void networksWithMoreLayersThanTorchvisionNamesHaveNone() {
        assertThat(TorchvisionNames.of(NetworkPlan.of(residual(1, 2), COLOR)))
                .as("two linear layers")
                .isEmpty();
        assertThat(TorchvisionNames.of(NetworkPlan.of(residual(2, 1), COLOR)))
                .as("two convolutions before the blocks")
                .isEmpty();
        assertThat(TorchvisionNames.of(NetworkPlan.of(NamedNetwork.MLP.withEmbedding(2), COLOR)))
                .as("no blocks")
                .isEmpty();
    }

    private static NetworkSpec residual(int convolutions, int linears) {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < convolutions; i++) {
            layers.add(new Convolution(4, 3, 1));
        }
        layers.add(new Layer.BatchNorm());
        layers.add(new Residual(List.of(new Convolution(4, 3, 1), new Layer.BatchNorm()), List.of()));
        layers.add(new Layer.GlobalAveragePool());
        for (int i = 0; i < linears; i++) {
            layers.add(new Layer.Linear(2, true));
        }
        return new NetworkSpec("residual", layers);
    }
}
