package org.metricloss.experiments.model;

import java.util.List;
import org.metricloss.core.data.ImageShape;
import org.metricloss.datasets.ImageSettings;

/**
 * The images that a foreign model takes. A pixel x from 0 to 255 of channel c becomes {@code (x / 255 - mean[c]) /
 * deviation[c]}, as torchvision's transforms do.
 *
 * @param images how image files are decoded, with as many channels as there are means
 * @param mean one number for grey images, three for RGB
 * @param deviation as many numbers above 0
 */
public record ForeignInput(ImageSettings images, List<Double> mean, List<Double> deviation) {
    /** @throws IllegalArgumentException if the numbers of channels differ or are neither 1 nor 3, or a number is out of range */
    public ForeignInput {
        mean = List.copyOf(mean);
        deviation = List.copyOf(deviation);
        if (mean.size() != deviation.size() || mean.size() != 1 && mean.size() != 3) {
            throw new IllegalArgumentException(
                    "mean and standard deviation must have 1 number for grey images or 3 for RGB, got %s and %s"
                            .formatted(mean.size(), deviation.size()));
        }
        if (images.shape().channels() != mean.size()) {
            throw new IllegalArgumentException("images of %s channels need as many means, got %s"
                    .formatted(images.shape().channels(), mean.size()));
        }
        if (!mean.stream().allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("the mean must be finite, got " + mean);
        }
        if (!deviation.stream().allMatch(each -> each > 0 && Double.isFinite(each))) {
            throw new IllegalArgumentException("the standard deviation must be finite and > 0, got " + deviation);
        }
    }

    /** {@return the shape of an image} */
    public ImageShape shape() {
        return images.shape();
    }

    /** Scales pixels in place: [n, channels, height, width]. */
    void scale(float[] pixels) {
        int area = images.height() * images.width();
        for (int i = 0; i < pixels.length; i++) {
            int channel = i / area % mean.size();
            pixels[i] = (float) ((pixels[i] / 255.0 - mean.get(channel)) / deviation.get(channel));
        }
    }
}
