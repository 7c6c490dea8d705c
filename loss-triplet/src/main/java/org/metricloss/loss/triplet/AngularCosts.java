package org.metricloss.loss.triplet;

/**
 * The costs log(1 + z) of the pairs of one anchor, z = s e^y, for one thread. Most are added up as the logarithm of a
 * product, since a logarithm takes longer than all else.
 */
final class AngularCosts {
    /** Within these bounds neither 1 + z nor a product of two such numbers loses digits or overflows. */
    private static final double SMALL = 1e-3;

    private static final double LARGE = 1e150;
    /** Up to here a power and its product with a sum are numbers of full precision. */
    private static final double SAFE_EXPONENT = 300;

    private final AngularTerms terms;
    private double product = 1;
    private double sum;
    private long active;

    AngularCosts(AngularTerms terms) {
        this.terms = terms;
    }

    /**
     * Adds the cost of a pair.
     *
     * @param s the sum of powers
     * @param y the exponent
     * @param times how often the cost is counted
     * @return the derivative of the value by the exponent, for one of these times
     */
    double add(double s, double y, int times) {
        if (times == 2 && Math.abs(y) < SAFE_EXPONENT) {
            double z = s * Math.exp(y);
            if (z > SMALL && z < LARGE) {
                active += 2;
                product *= 1 + z;
                if (product > LARGE) {
                    sum += 2 * Math.log(product);
                    product = 1;
                }
                return z / (1 + z) / terms.pairs();
            }
        }
        double x = y + Math.log(s);
        double cost = AngularTerms.cost(x);
        sum += times * cost;
        active += cost > 0 ? times : 0;
        return terms.slope(x);
    }

    /** {@return the sum of the costs} */
    double sum() {
        return sum + 2 * Math.log(product);
    }

    /** {@return how many costs are above 0} */
    long active() {
        return active;
    }
}
