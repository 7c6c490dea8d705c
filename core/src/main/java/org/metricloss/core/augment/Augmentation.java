package org.metricloss.core.augment;

import java.util.List;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.random.RandomStream;

/**
 * Transforms that are applied to training images one after the other. The draws depend on the seed, the epoch, the image
 * and how often the image occurred before in the epoch, not on the engine, the batch or the thread.
 *
 * @param transforms the transforms, in order; empty for no augmentation
 */
public record Augmentation(List<Transform> transforms) {
    /** No augmentation. */
    public static final Augmentation NONE = new Augmentation(List.of());

    private static final String PURPOSE = "augment";

    /** Copies the list. */
    public Augmentation {
        transforms = List.copyOf(transforms);
    }

    /** {@return whether images stay as they are} */
    public boolean isNone() {
        return transforms.isEmpty();
    }

    /**
     * Checks that all transforms suit images of a shape.
     *
     * @param shape the shape of the images
     * @throws IllegalArgumentException if a transform could leave nothing of an image, or needs colours that the images
     *     lack
     */
    public void requireFits(ImageShape shape) {
        transforms.forEach(transform -> transform.requireFits(shape));
    }

    /**
     * Writes an augmented image to the canvas.
     *
     * @param images the images to train on
     * @param image the image, from 0 to n - 1
     * @param draw which version of the image
     * @param canvas of the shape and largest value of the images, overwritten
     */
    public void draw(ImageSet images, int image, Draw draw, Canvas canvas) {
        byte[] bytes = new byte[images.shape().values()];
        images.read(image, bytes, 0);
        float[] pixels = canvas.pixels();
        for (int i = 0; i < bytes.length; i++) {
            pixels[i] = Byte.toUnsignedInt(bytes[i]);
        }
        RandomStream random =
                RandomStream.of(draw.seed(), PURPOSE, draw.epoch(), ((long) draw.occurrence() << Integer.SIZE) + image);
        for (Transform transform : transforms) {
            transform.apply(canvas, random);
        }
    }

    /**
     * Names a version of an image.
     *
     * @param seed the trial's seed
     * @param epoch the epoch, counted from 0
     * @param occurrence how often the image occurred before in the epoch
     */
    public record Draw(long seed, long epoch, int occurrence) {}

    /**
     * Writes an augmented image as a network's input.
     *
     * @param images the images to train on
     * @param image the image, from 0 to n - 1
     * @param draw which version of the image
     * @param scaling the scaling from pixel values to network inputs
     * @param canvas of the shape and largest value of the images, overwritten
     * @param target receives the values of the image
     * @param offset the position in the target of the first value
     */
    public void copy(
            ImageSet images, int image, Draw draw, InputScaling scaling, Canvas canvas, float[] target, int offset) {
        draw(images, image, draw, canvas);
        float[] pixels = canvas.pixels();
        System.arraycopy(pixels, 0, target, offset, pixels.length);
        scaling.apply(target, offset, pixels.length);
    }
}
