package org.metricloss.core.network;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.core.network.Layer.BatchNorm;
import org.metricloss.core.network.Layer.GlobalAveragePool;
import org.metricloss.core.network.Layer.Linear;
import org.metricloss.core.network.Layer.MaxPool;
import org.metricloss.core.network.Layer.PRelu;
import org.metricloss.core.network.Layer.Relu;

/**
 * The layers of residual networks. Where a block changes the shape, its shortcut is a convolution 1x1 with batch
 * normalisation (He et al., CVPR 2016, option B).
 */
final class ResidualNetworks {
    private ResidualNetworks() {}

    /** {@return He et al., section 4.2, with one block of two convolutions in each of three stages} */
    static List<Layer> resnet8(int embedding) {
        List<Layer> layers = smallStem(16);
        addStages(layers, List.of(1, 1, 1), 16, 16, false);
        return ending(layers, embedding);
    }

    /** {@return 18 layers for images of about 224 x 224} */
    static List<Layer> resnet18(int embedding) {
        List<Layer> layers = largeStem(64);
        addStages(layers, List.of(2, 2, 2, 2), 64, 64, false);
        return ending(layers, embedding);
    }

    /** {@return 18 layers for images of about 32 x 32} */
    static List<Layer> resnet18Small(int embedding) {
        List<Layer> layers = smallStem(64);
        addStages(layers, List.of(2, 2, 2, 2), 64, 64, false);
        return ending(layers, embedding);
    }

    /** {@return 50 layers for images of about 224 x 224; a block's stride is in its 3x3 convolution, as in torchvision} */
    static List<Layer> resnet50(int embedding) {
        List<Layer> layers = largeStem(64);
        addStages(layers, List.of(3, 4, 6, 3), 64, 64, true);
        return ending(layers, embedding);
    }

    /**
     * {@return the network of the authors' published face example of center loss (Wen et al., ECCV 2016). The biases in
     * its residual blocks, which start at 0 there and are not trained, are left out}
     */
    static List<Layer> centerFace(int embedding) {
        List<Layer> layers = new ArrayList<>(List.of(new Convolution(32, 3, 0), new PRelu()));
        int[] blocks = {1, 2, 5, 3};
        for (int stage = 0; stage < blocks.length; stage++) {
            int channels = 64 << stage;
            layers.add(new Convolution(channels, 3, 0));
            layers.add(new PRelu());
            layers.add(new MaxPool(new Window(2, 2, 0, true)));
            for (int block = 0; block < blocks[stage]; block++) {
                Convolution inside = new Convolution(channels, 3, 1, 1, 1, false);
                layers.add(new Residual(List.of(inside, new PRelu(), inside, new PRelu()), List.of()));
            }
        }
        layers.addAll(List.of(new Layer.Flatten(), new Linear(embedding, true)));
        return layers;
    }

    private static List<Layer> smallStem(int channels) {
        return normalised(new Convolution(channels, 3, 1, 1, 1, false), true);
    }

    private static List<Layer> largeStem(int channels) {
        List<Layer> layers = normalised(new Convolution(channels, 7, 3, 2, 1, false), true);
        layers.add(new MaxPool(new Window(3, 2, 1, false)));
        return layers;
    }

    /** Each stage has twice the channels of the one before; all but the first begin with a stride of 2. */
    private static void addStages(List<Layer> layers, List<Integer> blocks, int stem, int first, boolean bottleneck) {
        int inputs = stem;
        for (int stage = 0; stage < blocks.size(); stage++) {
            int channels = first << stage;
            int outputs = bottleneck ? 4 * channels : channels;
            for (int block = 0; block < blocks.get(stage); block++) {
                int stride = stage > 0 && block == 0 ? 2 : 1;
                List<Layer> shortcut = stride == 1 && inputs == outputs
                        ? List.of()
                        : normalised(new Convolution(outputs, 1, 0, stride, 1, false), false);
                layers.add(new Residual(bottleneck ? narrowed(channels, stride) : basic(channels, stride), shortcut));
                layers.add(new Relu());
                inputs = outputs;
            }
        }
    }

    private static List<Layer> basic(int channels, int stride) {
        List<Layer> body = normalised(new Convolution(channels, 3, 1, stride, 1, false), true);
        body.addAll(normalised(new Convolution(channels, 3, 1, 1, 1, false), false));
        return body;
    }

    private static List<Layer> narrowed(int channels, int stride) {
        List<Layer> body = normalised(new Convolution(channels, 1, 0, 1, 1, false), true);
        body.addAll(normalised(new Convolution(channels, 3, 1, stride, 1, false), true));
        body.addAll(normalised(new Convolution(4 * channels, 1, 0, 1, 1, false), false));
        return body;
    }

    private static List<Layer> normalised(Convolution convolution, boolean rectified) {
        List<Layer> layers = new ArrayList<>(List.of(convolution, new BatchNorm()));
        if (rectified) {
            layers.add(new Relu());
        }
        return layers;
    }

    private static List<Layer> ending(List<Layer> layers, int embedding) {
        layers.addAll(List.of(new GlobalAveragePool(), new Linear(embedding, true)));
        return layers;
    }
}
