package org.metricloss.core.pair;

import java.util.Arrays;
import org.metricloss.core.host.Row;

/**
 * The near pairs of one row, which are removed from the weights of the matrix product.
 *
 * @param others the other rows
 * @param weights the weight of each pair, for each group
 */
record NearPairs(int[] others, double[][] weights) {
    private static final NearPairs NONE = new NearPairs(new int[0], new double[0][]);

    /** Copies the weights of near pairs and leaves 0 in their places. */
    static NearPairs take(int[] near, int count, Row[] rowWeights) {
        if (count == 0) {
            return NONE;
        }
        double[][] taken = new double[rowWeights.length][count];
        for (int group = 0; group < rowWeights.length; group++) {
            for (int k = 0; k < count; k++) {
                taken[group][k] = rowWeights[group].get(near[k]);
                rowWeights[group].set(near[k], 0);
            }
        }
        return new NearPairs(Arrays.copyOf(near, count), taken);
    }

    int count() {
        return others.length;
    }

    int other(int k) {
        return others[k];
    }

    double weight(int group, int k) {
        return weights[group][k];
    }
}
