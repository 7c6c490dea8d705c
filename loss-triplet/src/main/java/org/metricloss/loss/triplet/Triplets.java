package org.metricloss.loss.triplet;

import org.metricloss.core.tensor.Tensor;

/**
 * What the mined triplets of a batch cost. Counts are INT64 scalars.
 *
 * @param sum the sum of their costs, a scalar with a gradient
 * @param considered how many there are
 * @param active how many cost more than 0
 * @param violating how many have D_an &lt; D_ap + margin
 * @param positiveDistances the D_ap among which triplets were formed
 * @param negativeDistances the D_an among which triplets were formed
 */
record Triplets(
        Tensor sum,
        Tensor considered,
        Tensor active,
        Tensor violating,
        Selected positiveDistances,
        Selected negativeDistances) {
    /**
     * Some elements of a tensor.
     *
     * @param values the tensor
     * @param mask which elements, BOOL, of the same shape
     */
    record Selected(Tensor values, Tensor mask) {}
}
