package org.metricloss.core.augment;

import org.metricloss.core.data.ImageShape;
import org.metricloss.core.random.RandomStream;

/**
 * Multiplies the difference of each pixel from its grey value by a factor in [max(0, 1 - strength), 1 + strength]: the
 * saturation of torchvision's {@code ColorJitter}.
 *
 * @param strength above 0, at most {@value #MOST}
 */
public record Saturation(double strength) implements Transform {
    /** The greatest strength. */
    public static final double MOST = 10;

    /** @throws IllegalArgumentException if the strength is out of its range */
    public Saturation {
        if (!(strength > 0 && strength <= MOST)) {
            throw new IllegalArgumentException("saturation must be in (0, %s], got %s".formatted(MOST, strength));
        }
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        change(canvas, Draws.uniform(random, Math.max(0, 1 - strength), 1 + strength));
    }

    /** Multiplies all differences from the grey values by a factor. */
    static void change(Canvas canvas, double factor) {
        canvas.blend(factor, canvas.grey(), true);
    }

    @Override
    public void requireFits(ImageShape shape) {
        if (shape.channels() != 3) {
            throw new IllegalArgumentException("saturation needs images of 3 channels, got " + shape);
        }
    }
}
