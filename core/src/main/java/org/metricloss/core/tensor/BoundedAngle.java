package org.metricloss.core.tensor;

import java.util.function.UnaryOperator;

/** The angle of a cosine, with a bounded gradient: what engines implement {@link Tensor#acos} by. */
public final class BoundedAngle {
    /** Cosines nearer than this to -1 or 1 carry no gradient; it is then at most 1 / sqrt(2e-7), about 2236. */
    private static final double MARGIN = 1e-7;

    private BoundedAngle() {}

    /**
     * {@return the angle in [0, pi]}
     *
     * @param cosine any numbers; of those outside of [-1, 1] the nearer end is taken
     * @param acos the library's function, whose gradient is infinite at -1 and 1
     */
    public static Tensor of(Tensor cosine, UnaryOperator<Tensor> acos) {
        Tensor exact = acos.apply(cosine.stopGradient().maximum(-1).minimum(1)).stopGradient();
        Tensor inside = acos.apply(cosine.maximum(-1 + MARGIN).minimum(1 - MARGIN));
        // Exactly the angle in value, that of the bounded cosine in gradient.
        return exact.add(inside.sub(inside.stopGradient()));
    }
}
