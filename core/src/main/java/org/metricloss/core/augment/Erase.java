package org.metricloss.core.augment;

import java.util.List;
import org.metricloss.core.random.RandomStream;

/**
 * Fills a rectangle of an image with one colour: torchvision's {@code RandomErasing}, before pixels are scaled. The
 * rectangle is lower and narrower than the image. If ten draws give no such rectangle, nothing is erased.
 *
 * @param p the probability that anything is erased, in [0, 1]
 * @param scale the least and the greatest area of the rectangle, as shares of the image; in (0, 1]
 * @param ratio the least and the greatest ratio of height to width, above 0; its logarithm is uniform
 * @param value the colour, in [0, 1]
 */
public record Erase(double p, List<Double> scale, List<Double> ratio, double value) implements Transform {
    /** The standard of torchvision. */
    public static final Erase STANDARD = new Erase(0.5, List.of(0.02, 0.33), List.of(0.3, 3.3), 0);

    private static final int TRIES = 10;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Erase {
        Draws.requireBetween("p", p, 0, 1);
        scale = Draws.requireRange("scale", scale, 0, 1);
        ratio = Draws.requireRange("ratio", ratio, 0, Double.MAX_VALUE);
        Draws.requireBetween("value", value, 0, 1);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        if (!(random.nextDouble() < p)) {
            return;
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = Draws.uniform(random, scale) * canvas.area();
            double high = Draws.logUniform(random, ratio);
            long height = Math.round(Math.sqrt(area * high));
            long width = Math.round(Math.sqrt(area / high));
            if (height < canvas.height() && width < canvas.width()) {
                int top = random.nextInt(canvas.height() - (int) height + 1);
                int left = random.nextInt(canvas.width() - (int) width + 1);
                fill(canvas, top, left, top + (int) height, left + (int) width);
                return;
            }
        }
    }

    /** Fills the rectangle from (top, left), included, to (bottom, right), excluded. */
    void fill(Canvas canvas, int top, int left, int bottom, int right) {
        float color = canvas.color(value);
        int width = canvas.width();
        canvas.replace((plane, offset, y, x) ->
                y >= top && y < bottom && x >= left && x < right ? color : plane[offset + y * width + x]);
    }
}
