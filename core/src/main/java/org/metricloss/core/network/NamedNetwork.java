package org.metricloss.core.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.metricloss.core.network.Layer.Convolution;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.Layer.Relu;

/** The networks that can be asked for by name. */
public enum NamedNetwork {
    /** One hidden layer of 128. */
    MLP("mlp", "one hidden layer of 128, ReLU", NamedNetwork::mlp),
    /** Two convolutions, for 8x8 to 28x28 images; after LeCun et al. 1998, with ReLU and max-pooling. */
    LENET("lenet", "two 5x5 convolutions (20, 50), a hidden layer of 128, ReLU", NamedNetwork::lenet),
    /** The six convolutions of the center-loss paper's experiment on MNIST (Wen et al. 2016, table 1). */
    LENET_PLUS_PLUS(
            "lenet++",
            "the center-loss paper's: six 5x5 convolutions (32, 32, 64, 64, 128, 128), PReLU",
            NamedNetwork::lenetPlusPlus);

    private final String id;
    private final String summary;
    private final IntFunction<List<Layer>> layers;

    NamedNetwork(String id, String summary, IntFunction<List<Layer>> layers) {
        this.id = id;
        this.summary = summary;
        this.layers = layers;
    }

    /** {@return the name in experiment files} */
    public String id() {
        return id;
    }

    /** {@return one line for lists} */
    public String summary() {
        return summary;
    }

    /**
     * {@return the network}
     *
     * @param embeddingDimension d, at least 1
     */
    public NetworkSpec withEmbedding(int embeddingDimension) {
        if (!(embeddingDimension >= 1)) {
            throw new IllegalArgumentException("embedding must be >= 1, got " + embeddingDimension);
        }
        return new NetworkSpec(id, layers.apply(embeddingDimension));
    }

    /**
     * {@return the network}
     *
     * @param id a network's name
     * @throws IllegalArgumentException if there is none of that name; the message lists those there are
     */
    public static NamedNetwork of(String id) {
        return Arrays.stream(values())
                .filter(network -> network.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no network '%s'; available: %s"
                        .formatted(
                                id,
                                Arrays.stream(values()).map(NamedNetwork::id).collect(Collectors.joining(", ")))));
    }

    private static List<Layer> mlp(int embedding) {
        return List.of(new Flatten(), new Linear(128, true), new Relu(), new Linear(embedding, true));
    }

    private static List<Layer> lenet(int embedding) {
        return List.of(
                new Convolution(20, 5, 2),
                new Relu(),
                new MaxPool(2),
                new Convolution(50, 5, 2),
                new Relu(),
                new MaxPool(2),
                new Flatten(),
                new Linear(128, true),
                new Relu(),
                new Linear(embedding, true));
    }

    private static List<Layer> lenetPlusPlus(int embedding) {
        List<Layer> layers = new ArrayList<>();
        for (int outputs : new int[] {32, 64, 128}) {
            layers.addAll(List.of(
                    new Convolution(outputs, 5, 2),
                    new PRelu(),
                    new Convolution(outputs, 5, 2),
                    new PRelu(),
                    new MaxPool(2)));
        }
        layers.addAll(List.of(new Flatten(), new Linear(embedding, true), new PRelu()));
        return layers;
    }
}
