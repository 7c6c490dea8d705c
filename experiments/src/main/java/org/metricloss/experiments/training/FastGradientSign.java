package org.metricloss.experiments.training;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.engine.TrainingSession;

/**
 * The fast gradient sign attack (Goodfellow et al.: Explaining and Harnessing Adversarial Examples, ICLR 2015): each pixel moves
 * by epsilon in the direction that increases the softmax loss of the image's own class, x' = clip(x + epsilon sign(g)). Epsilon
 * is in units of the range of pixels, from 0 to the largest value; x' stays in that range and is not rounded to whole values. A
 * pixel whose derivative is 0 does not move.
 */
final class FastGradientSign {
    private final TrainingSession session;
    private final ImageSet images;
    private final InputScaling scaling;

    FastGradientSign(TrainingSession session, ImageSet images, InputScaling scaling) {
        this.session = session;
        this.images = images;
        this.scaling = scaling;
    }

    /**
     * {@return the labels that the classifier predicts for all images, by the size of the attack}
     *
     * @param epsilons the sizes, in (0, 1]
     * @throws IllegalStateException if there is no classifier, or a derivative is NaN
     */
    Map<Double, int[]> predictions(List<Double> epsilons) {
        Map<Double, int[]> predictions = new LinkedHashMap<>();
        epsilons.forEach(epsilon -> predictions.put(epsilon, new int[images.size()]));
        for (int from = 0; from < images.size(); from += Embedder.BLOCK) {
            int[] block = IntStream.range(from, Math.min(images.size(), from + Embedder.BLOCK))
                    .toArray();
            float[] pixels = pixels(block);
            float[] gradient = gradient(pixels, block);
            for (double epsilon : epsilons) {
                float[] inputs = scaled(attacked(pixels, gradient, epsilon));
                int[] predicted = session.classify(session.embed(inputs, block.length), block.length)
                        .orElseThrow(FastGradientSign::withoutClassifier);
                System.arraycopy(predicted, 0, predictions.get(epsilon), from, block.length);
            }
        }
        return predictions;
    }

    private float[] pixels(int[] block) {
        int values = images.values();
        byte[] image = new byte[values];
        float[] pixels = new float[block.length * values];
        for (int i = 0; i < block.length; i++) {
            images.read(block[i], image, 0);
            for (int k = 0; k < values; k++) {
                pixels[i * values + k] = Byte.toUnsignedInt(image[k]);
            }
        }
        return pixels;
    }

    /** Scaling is increasing in each pixel, so the derivative by a pixel has the sign of that by the input. */
    private float[] gradient(float[] pixels, int[] block) {
        int[] labels = Arrays.stream(block).map(images::label).toArray();
        float[] gradient =
                session.inputGradient(scaled(pixels), labels).orElseThrow(FastGradientSign::withoutClassifier);
        for (float derivative : gradient) {
            if (Float.isNaN(derivative)) {
                throw new IllegalStateException("the gradient of the classifier by the test images is NaN");
            }
        }
        return gradient;
    }

    private float[] attacked(float[] pixels, float[] gradient, double epsilon) {
        double step = epsilon * images.maxValue();
        float[] attacked = new float[pixels.length];
        for (int i = 0; i < attacked.length; i++) {
            attacked[i] = (float) Math.max(0, Math.min(images.maxValue(), pixels[i] + step * Math.signum(gradient[i])));
        }
        return attacked;
    }

    private float[] scaled(float[] pixels) {
        float[] inputs = pixels.clone();
        for (int at = 0; at < inputs.length; at += images.values()) {
            scaling.apply(inputs, at, images.values());
        }
        return inputs;
    }

    private static IllegalStateException withoutClassifier() {
        return new IllegalStateException("the objective trains no classifier that could be attacked");
    }
}
