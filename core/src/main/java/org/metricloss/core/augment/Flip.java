package org.metricloss.core.augment;

import org.metricloss.core.random.RandomStream;

/**
 * Mirrors an image with a probability: torchvision's {@code RandomHorizontalFlip} and {@code RandomVerticalFlip}.
 *
 * @param direction left and right are exchanged, or top and bottom
 * @param p the probability, in [0, 1]
 */
public record Flip(Direction direction, double p) implements Transform {
    /** The probability if none is given. */
    public static final double STANDARD_P = 0.5;

    /** What is exchanged. */
    public enum Direction {
        /** Left and right. */
        HORIZONTAL,
        /** Top and bottom. */
        VERTICAL
    }

    /** @throws IllegalArgumentException if the probability is not in [0, 1] */
    public Flip {
        Draws.requireBetween("p", p, 0, 1);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        if (!(random.nextDouble() < p)) {
            return;
        }
        int width = canvas.width();
        int height = canvas.height();
        if (direction == Direction.HORIZONTAL) {
            canvas.replace((plane, offset, y, x) -> plane[offset + y * width + width - 1 - x]);
        } else {
            canvas.replace((plane, offset, y, x) -> plane[offset + (height - 1 - y) * width + x]);
        }
    }
}
