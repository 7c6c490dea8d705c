package org.metricloss.core.data;

import java.util.List;
import java.util.stream.Stream;

/**
 * Scales images by given numbers for each channel: (x / max - mean) / standard deviation. Networks that other programs
 * trained expect this.
 *
 * @param mean the mean of each channel, or one for all, of pixels from 0 to 1; finite
 * @param std as many standard deviations, above 0
 */
public record GivenMoments(List<Double> mean, List<Double> std) implements Normalizer {
    /** @throws IllegalArgumentException if the lists differ in length, or a number is out of its range */
    public GivenMoments {
        mean = List.copyOf(mean);
        std = List.copyOf(std);
        if (mean.isEmpty() || mean.size() != std.size()) {
            throw new IllegalArgumentException("mean and std must have one number for each channel, got %s and %s"
                    .formatted(mean.size(), std.size()));
        }
        if (!mean.stream().allMatch(Double::isFinite)
                || !std.stream().allMatch(each -> each > 0 && Double.isFinite(each))) {
            throw new IllegalArgumentException(
                    "mean must be finite and std finite and > 0, got %s and %s".formatted(mean, std));
        }
    }

    @Override
    public InputScaling scalingFor(SampleSet training) {
        if (!(training instanceof ImageSet images)) {
            throw new IllegalArgumentException("mean and std are given for the channels of images, not for vectors");
        }
        int channels = images.shape().channels();
        if (mean.size() != 1 && mean.size() != channels) {
            throw new IllegalArgumentException(
                    "mean and std must have one number, or one for each of the %s channels, got %s"
                            .formatted(channels, mean.size()));
        }
        return InputScaling.ofGroups(scaled(mean.stream(), images.maxValue()), scaled(std.stream(), images.maxValue()));
    }

    private static List<Double> scaled(Stream<Double> shares, int max) {
        return shares.map(share -> share * max).toList();
    }

    @Override
    public String id() {
        return "standard, mean %s, std %s".formatted(mean, std);
    }
}
