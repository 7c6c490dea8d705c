package org.metricloss.core.data;

import java.util.Arrays;
import java.util.Optional;

/** The images of one batch, in order, and the pairs or triplets that it lists, if any. Immutable. */
public final class BatchPlan {
    private final int[] indices;
    private final Optional<int[][]> tuples;

    private BatchPlan(int[] indices, Optional<int[][]> tuples) {
        if (indices.length == 0) {
            throw new IllegalArgumentException("a batch must have at least 1 image, got 0");
        }
        this.indices = indices.clone();
        this.tuples = tuples;
    }

    /**
     * {@return the plan of a batch that lists no tuples}
     *
     * @param indices images of the set that the sampler was given, at least one, copied
     * @throws IllegalArgumentException if there is no image
     */
    public static BatchPlan of(int... indices) {
        return new BatchPlan(indices, Optional.empty());
    }

    /**
     * A batch that holds the members of its tuples one after the other: tuple i at the positions from i x members on.
     *
     * @param indices images of the set that the sampler was given, copied
     * @param members the images of each tuple, at least 1: 2 for pairs, 3 for triplets
     * @return the plan of a batch that lists its tuples as positions within the batch
     * @throws IllegalArgumentException if there is no image, or the members do not divide the images
     */
    public static BatchPlan ofTuples(int[] indices, int members) {
        if (!(members >= 1 && indices.length % members == 0)) {
            throw new IllegalArgumentException(
                    "images must be tuples of %s, got %s images".formatted(members, indices.length));
        }
        int[][] tuples = new int[indices.length / members][members];
        for (int position = 0; position < indices.length; position++) {
            tuples[position / members][position % members] = position;
        }
        return new BatchPlan(indices, Optional.of(tuples));
    }

    /** {@return m, the number of images in the batch, at least 1} */
    public int size() {
        return indices.length;
    }

    /** {@return a copy of the m images} */
    public int[] indices() {
        return indices.clone();
    }

    /** {@return a copy of the listed tuples as positions within the batch; empty if the sampler lists none} */
    public Optional<int[][]> tuples() {
        return tuples.map(listed -> Arrays.stream(listed).map(int[]::clone).toArray(int[][]::new));
    }

    /** {@return the number of listed tuples; 0 if the sampler lists none} */
    public int tupleCount() {
        return tuples.map(listed -> listed.length).orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchPlan plan
                && Arrays.equals(indices, plan.indices)
                && Arrays.deepEquals(tuples.orElse(null), plan.tuples.orElse(null));
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(indices) + Arrays.deepHashCode(tuples.orElse(null));
    }

    @Override
    public String toString() {
        return "BatchPlan" + Arrays.toString(indices)
                + tuples.map(listed -> " listing " + Arrays.deepToString(listed))
                        .orElse("");
    }
}
