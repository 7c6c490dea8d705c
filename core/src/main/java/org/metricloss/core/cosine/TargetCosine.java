package org.metricloss.core.cosine;

/** What stands in the place of the cosine between a sample and its own class: where losses put their margin. */
public interface TargetCosine {
    /** The cosine itself: no margin. */
    TargetCosine UNCHANGED = new Less(0);

    /**
     * The cosine less a margin.
     *
     * @param margin what is subtracted
     */
    record Less(double margin) implements TargetCosine {
        @Override
        public double of(double cosine, double given) {
            return cosine - margin;
        }

        @Override
        public double slope(double cosine, double given) {
            return 1;
        }
    }

    /**
     * {@return what takes its place}
     *
     * @param cosine the cosine; rounding may leave it slightly outside [-1, 1]
     * @param given the number that the loss gives with the sample; 0 if it gives none
     */
    double of(double cosine, double given);

    /**
     * {@return the derivative of {@link #of} by the cosine, finite everywhere}
     *
     * @param cosine the cosine
     * @param given the number that the loss gives with the sample; constant for the derivative
     */
    double slope(double cosine, double given);
}
