package org.metricloss.core.evaluation;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The fraction of queries whose label wins the majority vote of their k nearest references.
 *
 * <p>A vote tie goes to the tied class whose member is nearest. Every query counts: one whose class has no reference
 * can only be wrong. Where there are fewer than k references, all of them vote.
 */
public final class KnnAccuracy {
    private KnnAccuracy() {}

    /**
     * Every sample is classified by all others.
     *
     * @param samples the samples
     * @param k how many neighbours vote, at least 1
     * @param distance what ranks them
     * @param threads how many threads compute, at least 1; without influence on the value
     * @return the accuracy, in [0, 1]; empty for a single sample, which has no neighbour
     * @throws IllegalArgumentException if k or threads is less than 1
     */
    public static OptionalDouble leaveOneOut(Embeddings samples, int k, Distance distance, int threads) {
        NeighbourSearch search = NeighbourSearch.leaveOneOut(samples, distance, threads);
        double accuracy = accuracy(search, k);
        return search.neighbours() == 0 ? OptionalDouble.empty() : OptionalDouble.of(accuracy);
    }

    /**
     * Queries are classified by a separate reference set, such as a sample of the training data.
     *
     * @param queries the queries
     * @param references what votes; of the same dimension
     * @param k how many neighbours vote, at least 1
     * @param distance what ranks them
     * @param threads how many threads compute, at least 1; without influence on the value
     * @return the accuracy, in [0, 1]
     * @throws IllegalArgumentException if k or threads is less than 1 or the dimensions differ
     */
    public static double of(Embeddings queries, Embeddings references, int k, Distance distance, int threads) {
        return accuracy(NeighbourSearch.against(queries, references, distance, threads), k);
    }

    private static double accuracy(NeighbourSearch search, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
        Embeddings queries = search.queries();
        int[] everyQuery = IntStream.range(0, queries.rows()).toArray();
        double[] correct = search.scores(
                everyQuery,
                query -> k,
                (query, nearest, count) ->
                        count > 0 && vote(search.references(), nearest, count) == queries.label(query) ? 1 : 0);
        double sum = 0;
        for (double one : correct) {
            sum += one;
        }
        return sum / correct.length;
    }

    private static int vote(Embeddings references, int[] nearest, int count) {
        Map<Integer, Integer> votes = new HashMap<>();
        int most = 0;
        for (int i = 0; i < count; i++) {
            most = Math.max(most, votes.merge(references.label(nearest[i]), 1, Integer::sum));
        }
        int winner = 0;
        while (votes.get(references.label(nearest[winner])) < most) {
            winner++;
        }
        return references.label(nearest[winner]);
    }
}
