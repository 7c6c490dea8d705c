package org.metricloss.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.metricloss.core.plugin.Spelling;

/** The named ways to scale the values of samples, chosen by a data set's {@code normalize} setting. */
public enum Normalization implements Normalizer {
    /** x / max: pixels from 0 to 1. */
    UNIT {
        @Override
        InputScaling ofImages(ImageSet training) {
            return InputScaling.of(0, training.maxValue());
        }
    },

    /**
     * (x - max / 2) / ceil(max / 2): pixels from about -1 to 1. For a max of 255 this is (x - 127.5) / 128, as in Wen et
     * al.: A Discriminative Feature Learning Approach for Deep Face Recognition, ECCV 2016, section 4.1; for 16 it is
     * (x - 8) / 8. The default for images.
     */
    CENTERED {
        @Override
        InputScaling ofImages(ImageSet training) {
            double half = training.maxValue() / 2.0;
            return InputScaling.of(half, Math.ceil(half));
        }
    },

    /**
     * (x - mean) / standard deviation over the training samples (population form): of all pixels of images, all
     * channels together; of each coordinate of vectors. If all values are equal, the divisor is 1.
     */
    STANDARD {
        @Override
        InputScaling ofImages(ImageSet training) {
            Moments all = new Moments();
            long[] counts = new long[ImageSet.MAX_PIXEL + 1];
            for (int channel = 0; channel < training.shape().channels(); channel++) {
                long[] ofChannel = training.histogram(channel);
                Arrays.setAll(counts, pixel -> counts[pixel] + ofChannel[pixel]);
            }
            all.addHistogram(counts);
            return InputScaling.of(all.mean(), all.divisor());
        }

        @Override
        InputScaling ofVectors(VectorSet training) {
            List<Moments> moments = new ArrayList<>();
            for (int coordinate = 0; coordinate < training.dimension(); coordinate++) {
                moments.add(new Moments());
            }
            for (int vector = 0; vector < training.size(); vector++) {
                for (int coordinate = 0; coordinate < moments.size(); coordinate++) {
                    moments.get(coordinate).add(training.value(vector, coordinate));
                }
            }
            return grouped(moments);
        }
    },

    /** As {@link #STANDARD}, but each channel of images by its own mean and standard deviation. */
    CHANNELS {
        @Override
        InputScaling ofImages(ImageSet training) {
            List<Moments> moments = new ArrayList<>();
            for (int channel = 0; channel < training.shape().channels(); channel++) {
                Moments ofChannel = new Moments();
                ofChannel.addHistogram(training.histogram(channel));
                moments.add(ofChannel);
            }
            return grouped(moments);
        }
    },

    /** x: vectors as they are. The default for vectors. */
    NONE {
        @Override
        InputScaling ofVectors(VectorSet training) {
            return InputScaling.of(0, 1);
        }
    },

    /** x / |x|: vectors of length 1; a vector of zeros stays one. */
    LENGTH {
        @Override
        InputScaling ofVectors(VectorSet training) {
            return InputScaling.toUnitLength();
        }
    };

    private static final Set<Normalization> OF_VECTORS = EnumSet.of(NONE, STANDARD, LENGTH);
    private static final Set<Normalization> OF_IMAGES = EnumSet.of(UNIT, CENTERED, STANDARD, CHANNELS);

    /** {@return the normalizations of vectors} */
    public static Set<Normalization> ofVectors() {
        return EnumSet.copyOf(OF_VECTORS);
    }

    /** {@return the normalizations of images} */
    public static Set<Normalization> ofImages() {
        return EnumSet.copyOf(OF_IMAGES);
    }

    @Override
    public InputScaling scalingFor(SampleSet training) {
        return training instanceof VectorSet vectors ? ofVectors(vectors) : ofImages((ImageSet) training);
    }

    InputScaling ofImages(ImageSet training) {
        throw refused("images", OF_IMAGES);
    }

    InputScaling ofVectors(VectorSet training) {
        throw refused("vectors", OF_VECTORS);
    }

    private IllegalArgumentException refused(String samples, Set<Normalization> allowed) {
        return new IllegalArgumentException("normalize: %s does not scale %s; available: %s"
                .formatted(
                        id(), samples, allowed.stream().map(Normalization::id).collect(Collectors.joining(", "))));
    }

    private static InputScaling grouped(List<Moments> moments) {
        return InputScaling.ofGroups(
                moments.stream().map(Moments::mean).toList(),
                moments.stream().map(Moments::divisor).toList());
    }

    /** {@return the name in an experiment file, such as unit or centered} */
    @Override
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
