package org.metricloss.core.augment;

import org.metricloss.core.data.ImageShape;
import org.metricloss.core.random.RandomStream;

/**
 * One random change of an image. Names, ranges and distributions are those of torchvision's v2 transforms for
 * floating-point images; each kind says which transform. Colours such as {@code fill} are shares of the largest pixel
 * value: 0 is black and 1 is white.
 */
public sealed interface Transform permits Affine, Brightness, Contrast, Crop, Erase, Flip, ResizedCrop, Saturation {
    /**
     * Changes an image.
     *
     * @param canvas the image, overwritten
     * @param random the draws; the number of draws may depend on the drawn values
     */
    void apply(Canvas canvas, RandomStream random);

    /**
     * Checks that the transform suits images of a shape.
     *
     * @param shape the shape of the images
     * @throws IllegalArgumentException if it could leave nothing of an image, or needs colours that the images lack
     */
    default void requireFits(ImageShape shape) {}
}
