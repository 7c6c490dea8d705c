package org.metricloss.core.evaluation;

import java.util.HashMap;
import java.util.Map;

/**
 * Scores 1 if the query's label wins the majority vote of its k nearest references, else 0. A tie is won by the tied
 * class with the nearest member. Every query counts; one whose class has no reference always scores 0.
 *
 * @param k the number of neighbours that vote, at least 1; if there are fewer, all of them vote
 */
public record NeighbourVote(int k) implements NeighbourMeasure {
    /** @throws IllegalArgumentException if k is less than 1 */
    public NeighbourVote {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
    }

    @Override
    public boolean counts(int relevant) {
        return true;
    }

    @Override
    public int depth(int relevant, int references) {
        return k;
    }

    @Override
    public double score(int label, int[] nearest, int count, int relevant) {
        Map<Integer, Integer> votes = new HashMap<>();
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, votes.merge(nearest[i], 1, Integer::sum));
        }
        int winner = 0;
        while (votes.get(nearest[winner]) < most) {
            winner++;
        }
        return nearest[winner] == label ? 1 : 0;
    }
}
