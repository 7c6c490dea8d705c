package org.metricloss.core.augment;

import java.util.List;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.random.RandomStream;

/**
 * Rotates, moves, scales and shears an image around its centre: torchvision's {@code RandomAffine}. A new pixel takes the
 * value of the nearest old one.
 *
 * @param degrees the image is rotated by an angle in [-degrees, degrees]; in [0, 180]
 * @param translate the greatest move to the right or left and up or down, as shares of the width and the height; in [0, 1)
 * @param scale the least and the greatest factor of the size; above 0
 * @param shear the image is sheared along its rows by an angle in [-shear, shear] degrees; in [0, 60]
 * @param fill the colour of what lies outside the image, in [0, 1]
 */
public record Affine(double degrees, List<Double> translate, List<Double> scale, double shear, double fill)
        implements Transform {
    /** No move. */
    public static final List<Double> NOT_MOVED = List.of(0.0, 0.0);

    /** No change of size. */
    public static final List<Double> NOT_SCALED = List.of(1.0, 1.0);

    /** The greatest angle by which images are sheared. */
    public static final double MOST_SHEAR = 60;

    /** The greatest angle of rotation. */
    public static final double MOST_DEGREES = 180;

    /** @throws IllegalArgumentException if a number is out of its range */
    public Affine {
        Draws.requireBetween("degrees", degrees, 0, MOST_DEGREES);
        if (translate.size() != 2 || !translate.stream().allMatch(share -> share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "translate must be [horizontal, vertical], each in [0, 1), got " + translate);
        }
        translate = List.copyOf(translate);
        scale = Draws.requireRange("scale", scale, 0, Double.MAX_VALUE);
        Draws.requireBetween("shear", shear, 0, MOST_SHEAR);
        Draws.requireBetween("fill", fill, 0, 1);
    }

    @Override
    public void apply(Canvas canvas, RandomStream random) {
        double angle = StrictMath.toRadians(Draws.uniform(random, -degrees, degrees));
        double mostRight = translate.get(0) * canvas.width();
        double mostDown = translate.get(1) * canvas.height();
        double right = Math.rint(Draws.uniform(random, -mostRight, mostRight));
        double down = Math.rint(Draws.uniform(random, -mostDown, mostDown));
        double size = Draws.uniform(random, scale);
        double sheared = StrictMath.toRadians(Draws.uniform(random, -shear, shear));
        change(canvas, new Change(angle, right, down, size, sheared));
    }

    /**
     * One affine change.
     *
     * @param angle by which the image is rotated clockwise, in radians
     * @param right pixels by which it moves to the right
     * @param down pixels by which it moves down
     * @param size the factor of its size
     * @param sheared the angle by which it is sheared along its rows, in radians
     */
    record Change(double angle, double right, double down, double size, double sheared) {}

    /** Changes an image as given. */
    void change(Canvas canvas, Change change) {
        double slope = StrictMath.tan(change.sheared);
        double cos = StrictMath.cos(change.angle);
        double sin = StrictMath.sin(change.angle);
        // The inverse of the map: from a new pixel to the place in the old image. Coordinates count from the centre.
        double xx = (cos - sin * slope) / change.size;
        double xy = (cos * slope + sin) / change.size;
        double yx = -sin / change.size;
        double yy = cos / change.size;
        int width = canvas.width();
        int height = canvas.height();
        double middleX = (width - 1) / 2.0;
        double middleY = (height - 1) / 2.0;
        float outside = canvas.color(fill);
        canvas.replace((plane, offset, y, x) -> {
            double u = x - middleX - change.right;
            double v = y - middleY - change.down;
            int column = (int) Math.rint(xx * u + xy * v + middleX);
            int row = (int) Math.rint(yx * u + yy * v + middleY);
            boolean inside = row >= 0 && row < height && column >= 0 && column < width;
            return inside ? plane[offset + row * width + column] : outside;
        });
    }

    /**
     * The moved image holds at least a disc around its centre, whose radius is half the shorter side, scaled, and shrunk by
     * the shear. The disc must reach into the frame wherever the image is moved.
     */
    @Override
    public void requireFits(ImageShape shape) {
        double slope = StrictMath.tan(StrictMath.toRadians(shear));
        double shrunk = (Math.sqrt(slope * slope + 4) - slope) / 2;
        double radius = scale.get(0) * shrunk * Math.min(shape.height(), shape.width()) / 2;
        double beyondX = Math.max(0, (translate.get(0) - 0.5) * shape.width());
        double beyondY = Math.max(0, (translate.get(1) - 0.5) * shape.height());
        // A disc of less than a pixel may fall between the places that are looked up.
        if (!(Math.hypot(beyondX, beyondY) + 1 <= radius)) {
            throw new IllegalArgumentException(
                    ("affine with translate %s, scale %s and shear %s could leave nothing of images of %s; take a smaller"
                                    + " translate or shear, or a greater scale")
                            .formatted(translate, scale, shear, shape));
        }
    }
}
