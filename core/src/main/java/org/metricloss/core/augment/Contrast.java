package org.metricloss.core.augment;

import org.metricloss.core.random.RandomStream;

/**
 * Multiplies the difference of all pixels from the image's mean grey value by a factor in [1 - strength, 1 + strength]: the
 * contrast of torchvision's {@code ColorJitter}. A strength of 1, which torchvision allows, could leave a plain image.
 *
 * @param strength in (0, 1)
 */
public record Contrast(double strength) implements Transform {
    /** @throws IllegalArgumentException if the strength is not in (0, 1) */
    public Contrast {
        Draws.requireStrength("contrast", strength);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        change(canvas, Draws.uniform(random, 1 - strength, 1 + strength));
    }

    /** Multiplies all differences from the mean grey value by a factor. */
    static void change(Canvas canvas, double factor) {
        double sum = 0;
        for (float grey : canvas.grey()) {
            sum += grey;
        }
        float[] mean = {(float) (sum / canvas.area())};
        canvas.blend(factor, mean, false);
    }
}
