package org.metricloss.loss.triplet;

import org.metricloss.core.loss.LossOutput;
import org.metricloss.core.tensor.Tensor;

/**
 * The costs and counts of the mined triplets of a batch. Counts are INT64 scalars.
 *
 * @param sum the sum of their costs, a scalar with a gradient
 * @param considered how many were considered
 * @param mined how many of them were taken and enter the sum
 * @param active how many of these cost more than 0
 * @param violating how many have D_an &lt; D_ap + margin
 * @param positives the D_ap among which triplets were formed
 * @param negatives the D_an among which triplets were formed
 */
record Triplets(
        Tensor sum,
        Tensor considered,
        Tensor mined,
        Tensor active,
        Tensor violating,
        Distances positives,
        Distances negatives) {
    /** {@return the same triplets with another sum} */
    Triplets costing(Tensor otherSum) {
        return new Triplets(otherSum, considered, mined, active, violating, positives, negatives);
    }

    /**
     * Euclidean distances to average.
     *
     * @param sum their sum, a scalar
     * @param count how many they are, a scalar
     */
    record Distances(Tensor sum, Tensor count) {
        /**
         * @param distances Euclidean distances
         * @param mask which of them, BOOL, of the same shape
         */
        static Distances where(Tensor distances, Tensor mask) {
            Tensor constant = distances.stopGradient();
            return new Distances(mask.choose(constant, constant.full(0)).sum(), mask.count());
        }

        LossOutput addTo(LossOutput output, String name) {
            return output.mean(name, sum, count);
        }
    }
}
