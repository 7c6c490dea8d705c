package org.metricloss.core.augment;

import org.metricloss.core.random.RandomStream;

/**
 * Multiplies all pixels by a factor in [1 - strength, 1 + strength]: the brightness of torchvision's {@code ColorJitter}.
 * A strength of 1, which torchvision allows, could leave a black image.
 *
 * @param strength in (0, 1)
 */
public record Brightness(double strength) implements Transform {
    private static final float[] BLACK = {0};

    /** @throws IllegalArgumentException if the strength is not in (0, 1) */
    public Brightness {
        Draws.requireStrength("brightness", strength);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        change(canvas, Draws.uniform(random, 1 - strength, 1 + strength));
    }

    /** Multiplies all pixels by a factor. */
    static void change(Canvas canvas, double factor) {
        canvas.blend(factor, BLACK, false);
    }
}
