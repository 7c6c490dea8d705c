package org.metricloss.loss.softmax;

/** The cosine of an angle theta in [0, pi] and another one, as a function of the cosine of theta. */
final class AddedAngle {
    private AddedAngle() {}

    /**
     * {@return cos(theta + angle)}
     *
     * @param cosine cos theta
     * @param angle in radians
     */
    static double cosine(double cosine, double angle) {
        double c = Math.max(-1, Math.min(1, cosine));
        return c * Math.cos(angle) - sine(c) * Math.sin(angle);
    }

    /**
     * The derivative of {@link #cosine} by the cosine, sin(theta + angle) / sin(theta). Where theta is 0 or pi it is infinite, but
     * an embedding that has the direction of a weight vector, or the opposite one, can leave it in no preferred direction:
     * the part that has none is left out.
     *
     * @param cosine cos theta
     * @param angle in radians
     * @return the derivative, finite
     */
    static double slope(double cosine, double angle) {
        double sine = sine(cosine);
        double turned = sine > 0 ? cosine / sine * Math.sin(angle) : 0;
        return Math.cos(angle) + turned;
    }

    /** Rounding may leave a cosine slightly outside [-1, 1]. */
    private static double sine(double cosine) {
        return Math.sqrt(Math.max(0, (1 - cosine) * (1 + cosine)));
    }
}
