package org.metricloss.core.data;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.metricloss.core.plugin.Spelling;

/** The named ways to scale pixels, chosen by a data set's {@code normalize} setting. */
public enum Normalization {
    /** x / max: values from 0 to 1. */
    UNIT {
        @Override
        public PixelScaling scalingFor(ImageSet training) {
            return new PixelScaling(0, training.maxValue());
        }
    },

    /**
     * (x - max / 2) / ceil(max / 2): values from about -1 to 1. For a max of 255 this is (x - 127.5) / 128, as in Wen et
     * al.: A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016, section 4.1; for 16 it is
     * (x - 8) / 8. The default.
     */
    CENTERED {
        @Override
        public PixelScaling scalingFor(ImageSet training) {
            double half = training.maxValue() / 2.0;
            return new PixelScaling(half, Math.ceil(half));
        }
    },

    /**
     * (x - mean) / standard deviation over all pixels of all training images (population form, all channels together).
     * If all pixels are equal, the divisor is 1.
     */
    STANDARD {
        @Override
        public PixelScaling scalingFor(ImageSet training) {
            long[] histogram = training.histogram();
            double count = 0;
            double sum = 0;
            for (int pixel = 0; pixel < histogram.length; pixel++) {
                count += histogram[pixel];
                sum += (double) histogram[pixel] * pixel;
            }
            if (!(count > 0)) {
                throw new IllegalArgumentException("normalize: standard needs training images, got none");
            }
            double mean = sum / count;
            double squares = 0;
            for (int pixel = 0; pixel < histogram.length; pixel++) {
                squares += histogram[pixel] * (pixel - mean) * (pixel - mean);
            }
            return new PixelScaling(mean, squares > 0 ? Math.sqrt(squares / count) : 1);
        }
    };

    /**
     * Computes the scaling for a data set.
     *
     * @param training the images that a network is trained on
     * @return the scaling that applies to every part of the data set
     * @throws IllegalArgumentException if {@link #STANDARD} is given no images
     */
    public abstract PixelScaling scalingFor(ImageSet training);

    /** {@return the name in an experiment file: unit, centered or standard} */
    public String id() {
        return Spelling.of(this);
    }

    /**
     * {@return the normalization with that name}
     *
     * @param id a name as in an experiment file
     * @throws IllegalArgumentException if no normalization has that name; the message lists the names
     */
    public static Normalization of(String id) {
        for (Normalization known : values()) {
            if (known.id().equals(id)) {
                return known;
            }
        }
        throw new IllegalArgumentException("no normalization '" + id + "'; available: "
                + Arrays.stream(values()).map(Normalization::id).collect(Collectors.joining(", ")));
    }
}
