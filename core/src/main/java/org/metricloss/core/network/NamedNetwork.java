package org.metricloss.core.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.metricloss.core.array.Shape;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.Flatten;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.Layer.Relu;

/** The networks that can be asked for by name. */
public enum NamedNetwork {
    /** One affine map. */
    LINEAR("linear", "one linear layer", InitialWeights.UNIFORM, Shape.of(1, 28, 28), NamedNetwork::linear),
    /** One hidden layer of 128. */
    MLP("mlp", "one hidden layer of 128, ReLU", InitialWeights.UNIFORM, Shape.of(1, 28, 28), NamedNetwork::mlp),
    /** Two convolutions, for 8x8 to 28x28 images; after LeCun et al. 1998, with ReLU and max-pooling. */
    LENET(
            "lenet",
            "two 5x5 convolutions (20, 50), a hidden layer of 128, ReLU",
            InitialWeights.UNIFORM,
            Shape.of(1, 28, 28),
            NamedNetwork::lenet),
    /** The six convolutions of the center-loss paper's experiment on MNIST (Wen et al. 2016, table 1). */
    LENET_PLUS_PLUS(
            "lenet++",
            "the network of the center-loss paper: six 5x5 convolutions (32, 32, 64, 64, 128, 128), PReLU",
            InitialWeights.XAVIER,
            Shape.of(1, 28, 28),
            NamedNetwork::lenetPlusPlus),
    /** Four convolutions with batch normalisation, the standard of few-shot work (Vinyals et al. 2016). */
    CONV4(
            "conv4",
            "few-shot work's: four 3x3 convolutions of 64, batch norm, ReLU, max-pooling",
            InitialWeights.UNIFORM,
            Shape.of(3, 84, 84),
            NamedNetwork::conv4),
    /** The residual network for CIFAR with one block a stage (He et al. 2016, section 4.2). */
    RESNET8(
            "resnet8",
            "residual, for small images: one block a stage (16, 32, 64)",
            InitialWeights.HE,
            Shape.of(3, 32, 32),
            ResidualNetworks::resnet8),
    /** The residual network of 18 layers (He et al. 2016, table 1). */
    RESNET18(
            "resnet18",
            "residual, 18 layers, for images of about 224 x 224",
            InitialWeights.HE,
            Shape.of(3, 224, 224),
            ResidualNetworks::resnet18),
    /** The same network with a first convolution 3x3 of stride 1, without pooling after it. */
    RESNET18_SMALL(
            "resnet18-small",
            "resnet18 with a 3x3 stem without pooling, for images of about 32 x 32",
            InitialWeights.HE,
            Shape.of(3, 32, 32),
            ResidualNetworks::resnet18Small),
    /** The residual network of 50 layers (He et al. 2016, table 1), with torchvision's place of the strides. */
    RESNET50(
            "resnet50",
            "residual, 50 layers, for images of about 224 x 224",
            InitialWeights.HE,
            Shape.of(3, 224, 224),
            ResidualNetworks::resnet50),
    /** The 27 convolutions of the center-loss authors' published face example. */
    CENTER_FACE(
            "center-face",
            "the center-loss authors' for faces: 27 convolutions 3x3 (32 to 512), residual, PReLU",
            InitialWeights.CENTER_FACE,
            Shape.of(3, 112, 96),
            ResidualNetworks::centerFace);

    private final String id;
    private final String summary;
    private final InitialWeights initial;
    private final Shape usualInput;
    private final IntFunction<List<Layer>> layers;

    NamedNetwork(String id, String summary, InitialWeights initial, Shape usualInput, IntFunction<List<Layer>> layers) {
        this.id = id;
        this.summary = summary;
        this.initial = initial;
        this.usualInput = usualInput;
        this.layers = layers;
    }

    /** {@return how its authors draw its weights} */
    public InitialWeights initial() {
        return initial;
    }

    /** {@return the shape of the images that it was made for, (channels, height, width)} */
    public Shape usualInput() {
        return usualInput;
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
     * {@return the network with the initial weights of its authors}
     *
     * @param embeddingDimension d, at least 1
     */
    public NetworkSpec withEmbedding(int embeddingDimension) {
        if (!(embeddingDimension >= 1)) {
            throw new IllegalArgumentException("embedding must be >= 1, got " + embeddingDimension);
        }
        return new NetworkSpec(id, layers.apply(embeddingDimension)).startingAt(initial);
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

    private static List<Layer> linear(int embedding) {
        return List.of(new Flatten(), new Linear(embedding, true));
    }

    private static List<Layer> conv4(int embedding) {
        List<Layer> layers = new ArrayList<>();
        for (int block = 0; block < 4; block++) {
            layers.addAll(List.of(new Convolution(64, 3, 1), new BatchNorm(), new Relu(), new MaxPool(2)));
        }
        layers.addAll(List.of(new Flatten(), new Linear(embedding, true)));
        return layers;
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
