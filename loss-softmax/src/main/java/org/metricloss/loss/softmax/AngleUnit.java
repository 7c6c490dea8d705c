package org.metricloss.loss.softmax;

import org.metricloss.core.loss.Parameters;
import org.metricloss.core.loss.Range;

/** The unit of a margin that is an angle. */
enum AngleUnit {
    /** As in the papers. */
    RADIANS,
    /** As in the Python library. */
    DEGREES;

    private static final Range DEGREES_RANGE = Range.between(0, 85);

    /** {@return the margin in radians, read from {@code unit} and {@code margin}} */
    static double margin(Parameters parameters) {
        return switch (parameters.choice("unit", RADIANS)) {
            case RADIANS -> parameters.number("margin", 0.5, ArcFaceLoss.MARGIN);
            case DEGREES -> Math.toRadians(parameters.number("margin", 28.6, DEGREES_RANGE));
        };
    }
}
