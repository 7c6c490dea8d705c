package org.metricloss.core.augment;

import java.util.List;
import org.metricloss.core.random.RandomStream;

/**
 * Cuts a part out of an image and enlarges it to the old size by bilinear interpolation: torchvision's {@code
 * RandomResizedCrop} with the size of the image. If ten draws give no part that fits, the part is the largest centred one
 * of an allowed ratio.
 *
 * @param scale the least and the greatest area of the part, as shares of the image; in (0, 1]
 * @param ratio the least and the greatest ratio of width to height, above 0; its logarithm is uniform
 */
public record ResizedCrop(List<Double> scale, List<Double> ratio) implements Transform {
    /** The standard of torchvision. */
    public static final ResizedCrop STANDARD = new ResizedCrop(List.of(0.08, 1.0), List.of(3.0 / 4, 4.0 / 3));

    private static final int TRIES = 10;

    /** @throws IllegalArgumentException if a range is not as described */
    public ResizedCrop {
        scale = Draws.requireRange("scale", scale, 0, 1);
        ratio = Draws.requireRange("ratio", ratio, 0, Double.MAX_VALUE);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            double area = Draws.uniform(random, scale) * canvas.area();
            double wide = Draws.logUniform(random, ratio);
            long width = Math.round(Math.sqrt(area * wide));
            long height = Math.round(Math.sqrt(area / wide));
            if (width > 0 && width <= canvas.width() && height > 0 && height <= canvas.height()) {
                int top = random.nextInt(canvas.height() - (int) height + 1);
                int left = random.nextInt(canvas.width() - (int) width + 1);
                enlarge(canvas, top, left, (int) height, (int) width);
                return;
            }
        }
        double whole = (double) canvas.width() / canvas.height();
        int width = canvas.width();
        int height = canvas.height();
        if (whole < ratio.get(0)) {
            height = (int) Math.max(1, Math.round(width / ratio.get(0)));
        } else if (whole > ratio.get(1)) {
            width = (int) Math.max(1, Math.round(height * ratio.get(1)));
        }
        enlarge(canvas, (canvas.height() - height) / 2, (canvas.width() - width) / 2, height, width);
    }

    /** Enlarges a part to the size of the image. */
    static void enlarge(Canvas canvas, int top, int left, int height, int width) {
        double rows = (double) height / canvas.height();
        double columns = (double) width / canvas.width();
        int stride = canvas.width();
        canvas.replace((plane, offset, y, x) -> {
            double v = Math.max(0, (y + 0.5) * rows - 0.5);
            double u = Math.max(0, (x + 0.5) * columns - 0.5);
            int row = Math.min((int) v, height - 1);
            int column = Math.min((int) u, width - 1);
            int below = Math.min(row + 1, height - 1) - row;
            int right = Math.min(column + 1, width - 1) - column;
            int place = offset + (top + row) * stride + left + column;
            double down = v - row;
            double across = u - column;
            double upper = (1 - across) * plane[place] + across * plane[place + right];
            double lower =
                    (1 - across) * plane[place + below * stride] + across * plane[place + below * stride + right];
            return (float) ((1 - down) * upper + down * lower);
        });
    }
}
