package org.metricloss.datasets;

import java.util.Optional;
import org.metricloss.core.data.ImageShape;

/**
 * How image files become images of a data set. Without {@code shorterSide}, a file is resized to height and width by
 * averaging areas, whatever the ratio of its sides. With {@code shorterSide}, its shorter side is resized to that length
 * and the longer one in proportion, and then height and width are cut out of the middle. The pixels are those of
 * torchvision's {@code Resize(shorterSide)} and {@code CenterCrop((height, width))} on a Pillow image.
 *
 * @param height the height of the images, 1 to {@value #MAX_SIDE}
 * @param width the width of the images, 1 to {@value #MAX_SIDE}
 * @param color whether images have three channels or one
 * @param shorterSide the length of the shorter side before height and width are cut out, at least as long as both and at
 *     most {@value #MAX_SIDE}; empty if nothing is cut off
 */
public record ImageSettings(int height, int width, boolean color, Optional<Integer> shorterSide) {
    /** The greatest height and width. */
    public static final int MAX_SIDE = 1024;

    /** The default: 28x28 grey images. */
    public static final ImageSettings DEFAULT = new ImageSettings(28, 28, false);

    /** @throws IllegalArgumentException if a number is out of its range */
    public ImageSettings {
        if (!(height >= 1 && height <= MAX_SIDE && width >= 1 && width <= MAX_SIDE)) {
            throw new IllegalArgumentException(
                    "height and width must be from 1 to " + MAX_SIDE + ", got " + height + " and " + width);
        }
        if (shorterSide.isPresent()) {
            int side = shorterSide.get();
            if (!(side >= Math.max(height, width) && side <= MAX_SIDE)) {
                throw new IllegalArgumentException(
                        "images of %s x %s can be cut out if the shorter side is from %s to %s, got %s"
                                .formatted(height, width, Math.max(height, width), MAX_SIDE, side));
            }
        }
    }

    /**
     * Creates settings by which whole images are resized.
     *
     * @param height the height that images are resized to, 1 to {@value #MAX_SIDE}
     * @param width the width that images are resized to, 1 to {@value #MAX_SIDE}
     * @param color whether images have three channels or one
     */
    public ImageSettings(int height, int width, boolean color) {
        this(height, width, color, Optional.empty());
    }

    /**
     * {@return the settings with which image files are decoded to a shape}
     *
     * @param shape the shape, of one channel or three
     */
    public static ImageSettings ofShape(ImageShape shape) {
        return new ImageSettings(shape.height(), shape.width(), shape.channels() == 3);
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
        return "%sx%sx%s version %s%s"
                .formatted(
                        channels(),
                        height,
                        width,
                        ImageDecoder.VERSION,
                        shorterSide.map(side -> " out of the middle of " + side).orElse(""));
    }

    /** {@return the number of channels of an image} */
    int channels() {
        return color ? 3 : 1;
    }
}
