package org.metricloss.core.data;

import java.util.Arrays;

/**
 * Which images go into one batch, in order. Immutable.
 *
 * <p>A sampler that lists pairs or triplets itself will add its tuples here, as positions within the batch.
 */
public final class BatchPlan {
    private final int[] indices;

    private BatchPlan(int[] indices) {
        this.indices = indices;
    }

    /**
     * @param indices images of the set that the sampler was given, at least one, copied
     * @return the plan of a batch
     * @throws IllegalArgumentException if there is no image
     */
    public static BatchPlan of(int... indices) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("a batch must have at least 1 image, got 0");
        }
        return new BatchPlan(indices.clone());
    }

    /** @return m, the number of images in the batch, at least 1 */
    public int size() {
        return indices.length;
    }

    /** @return the m images, a copy */
    public int[] indices() {
        return indices.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchPlan plan && Arrays.equals(indices, plan.indices);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
        return "BatchPlan" + Arrays.toString(indices);
    }
}
