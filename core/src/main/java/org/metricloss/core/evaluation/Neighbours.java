package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The nearest references of each query, found by an exact search.
 *
 * @param indices [queries][k] the rows of the references, nearest first; those at the same distance in ascending order
 * @param distances [queries][k] their distances, unsquared
 */
public record Neighbours(int[][] indices, double[][] distances) {
    /**
     * Searches for neighbours in a set that does not contain the queries. Labels are ignored.
     *
     * @param queries the queries
     * @param references the samples that are searched; they have the same dimension
     * @param k the number of neighbours of a query, at least 1; all references if there are fewer
     * @param distance the distance that ranks them
     * @param threads the number of threads, at least 1; it does not affect the result
     * @return the neighbours
     * @throws IllegalArgumentException if k or threads is less than 1 or the dimensions differ
     */
    public static Neighbours of(Embeddings queries, Embeddings references, int k, Distance distance, int threads) {
        if (k < 1) {
            throw new IllegalArgumentException("k must be >= 1, got " + k);
        }
        // The search scores labels. With the row as the label, the labels of the nearest references name them.
        int[][] indices = new int[queries.rows()][];
        NeighbourSearch.against(rowsAsLabels(queries), rowsAsLabels(references), distance, threads)
                .scores(List.of(new Recorder(k, indices)), EvaluationProgress.NONE);
        Embeddings mappedQueries = distance.inEuclideanSpace(queries);
        Embeddings mapped = distance.inEuclideanSpace(references);
        double[][] distances = new double[indices.length][];
        for (int query = 0; query < indices.length; query++) {
            int row = query;
            distances[query] = IntStream.of(indices[query])
                    .mapToDouble(reference -> distance.ofSquared(mappedQueries.squaredDistance(row, mapped, reference)))
                    .toArray();
        }
        return new Neighbours(indices, distances);
    }

    private static Embeddings rowsAsLabels(Embeddings samples) {
        return samples.labelled(IntStream.range(0, samples.rows()).toArray());
    }

    /** Keeps the nearest references of each query. */
    private record Recorder(int k, int[][] indices) implements NeighbourMeasure {
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
            indices[label] = Arrays.copyOf(nearest, count);
            return 0;
        }
    }
}
