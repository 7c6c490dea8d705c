package org.metricloss.datasets;

import java.nio.file.Path;
import java.util.Optional;
import org.metricloss.core.data.ImageShape;

/**
 * How image files become a data set.
 *
 * @param height the height that images are resized to, 1 to {@value #MAX_SIDE}
 * @param width the width that images are resized to, 1 to {@value #MAX_SIDE}
 * @param color whether images have three channels or one
 * @param split how the train and the test part are separated
 * @param test the share of classes, or of each class's images, that is tested on; above 0 and below 1
 * @param pairs a list of pairs of test images in the form of LFW's {@code pairs.txt}, if there is one
 */
public record ImageSettings(int height, int width, boolean color, Split split, double test, Optional<Path> pairs) {
    /** The greatest height and width. */
    public static final int MAX_SIDE = 1024;

    /** The default: 28x28 grey images, with a quarter of the classes tested on. */
    public static final ImageSettings DEFAULT = new ImageSettings(28, 28, false, Split.CLASS, 0.25, Optional.empty());

    /** The separation of the train and the test part. */
    public enum Split {
        /** The parts have different classes: those tested on are never trained on. */
        CLASS,
        /** The parts have different images of each class. */
        IMAGE,
        /** The parts are the sub-folders {@code train} and {@code test}, each with a sub-folder per class. */
        FOLDERS
    }

    /** @throws IllegalArgumentException if a number is out of its range */
    public ImageSettings {
        if (!(height >= 1 && height <= MAX_SIDE && width >= 1 && width <= MAX_SIDE)) {
            throw new IllegalArgumentException(
                    "height and width must be from 1 to " + MAX_SIDE + ", got " + height + " and " + width);
        }
        if (!(test > 0 && test < 1)) {
            throw new IllegalArgumentException("test must be > 0 and < 1, got " + test);
        }
    }

    /**
     * {@return the settings with which image files are decoded to a shape}
     *
     * @param shape the shape, of one channel or three
     */
    public static ImageSettings ofShape(ImageShape shape) {
        return new ImageSettings(
                shape.height(),
                shape.width(),
                shape.channels() == 3,
                DEFAULT.split(),
                DEFAULT.test(),
                Optional.empty());
    }

    /** {@return the shape of the images} */
    public ImageShape shape() {
        return new ImageShape(channels(), height, width);
    }

    /**
     * {@return what determines the pixels of a decoded image, as text: the settings and the version of the decoder. Images
     * that were decoded with another text are not reused}
     */
    String ofPixels() {
        return "%sx%sx%s version %s".formatted(channels(), height, width, ImageDecoder.VERSION);
    }

    /** {@return the number of channels of an image} */
    int channels() {
        return color ? 3 : 1;
    }
}
