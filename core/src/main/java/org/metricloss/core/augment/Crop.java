package org.metricloss.core.augment;

import org.metricloss.core.data.ImageShape;
import org.metricloss.core.random.RandomStream;

/**
 * Pads an image on each side and cuts a window of the old size out of it: torchvision's {@code RandomCrop} with the size of
 * the image. In effect the image moves by up to {@code padding} pixels in each direction.
 *
 * @param padding pixels on each side, at least 1
 * @param fill the colour of the padding, in [0, 1]
 */
public record Crop(int padding, double fill) implements Transform {
    /** @throws IllegalArgumentException if a number is out of its range */
    public Crop {
        if (!(padding >= 1)) {
            throw new IllegalArgumentException("padding must be >= 1, got " + padding);
        }
        Draws.requireBetween("fill", fill, 0, 1);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        int top = random.nextInt(2 * padding + 1) - padding;
        int left = random.nextInt(2 * padding + 1) - padding;
        cut(canvas, top, left);
    }

    /** Cuts out the window whose first pixel is at that place of the image. */
    void cut(Canvas canvas, int top, int left) {
        int width = canvas.width();
        int height = canvas.height();
        float outside = canvas.color(fill);
        canvas.replace((plane, offset, y, x) -> {
            int row = y + top;
            int column = x + left;
            boolean inside = row >= 0 && row < height && column >= 0 && column < width;
            return inside ? plane[offset + row * width + column] : outside;
        });
    }

    @Override
    public void requireFits(ImageShape shape) {
        int least = Math.min(shape.height(), shape.width());
        if (padding >= least) {
            throw new IllegalArgumentException(
                    "crop with padding %s could leave nothing of images of %s; padding must be below %s"
                            .formatted(padding, shape, least));
        }
    }
}
