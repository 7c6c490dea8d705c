package org.metricloss.loss.triplet;

import org.metricloss.core.anchor.LogSumExp;
import org.metricloss.core.array.DataType;

/**
 * The numbers of {@link AngularLoss} that all pairs share. A pair costs {@code log(1 + exp(x))} with
 *
 * <pre>{@code x_ap = log sum_n exp(g_an + g_pn) - pull c_ap,   g_an = sharpness l_n c_an}</pre>
 *
 * <p>where c are cosines and l the lengths of the negatives.
 *
 * @param alpha the bound of the angle in degrees
 * @param pairs how many pairs the value is the mean of
 */
record AngularTerms(double alpha, long pairs) {
    /** {@return 4 tan^2(alpha), the factor of the cosine of an anchor and a negative} */
    double sharpness() {
        double tangent = Math.tan(Math.toRadians(alpha));
        return 4 * tangent * tangent;
    }

    /** {@return 2 (1 + tan^2(alpha)), the factor of the cosine of an anchor and a positive} */
    double pull() {
        return 2 + sharpness() / 2;
    }

    /** {@return the bound below which a sum of products of powers may have lost digits} */
    static double leastSum(DataType type) {
        return type == DataType.FLOAT32 ? 1e-25 : 1e-280;
    }

    /** {@return the cost of a pair} */
    static double cost(double x) {
        return Math.max(0, x) + LogSumExp.log1p(Math.exp(-Math.abs(x)));
    }

    /** {@return the derivative of the value by x} */
    double slope(double x) {
        return LogSumExp.slopeWithOne(x) / pairs;
    }
}
