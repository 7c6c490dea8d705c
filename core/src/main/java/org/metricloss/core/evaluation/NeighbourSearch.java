package org.metricloss.core.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.metricloss.core.host.Parallel;

/**
 * Scores queries by their rankings of the references, which are sorted by (distance, index).
 *
 * <p>Rankings are never sorted as a whole. Only the references of the query's class are sorted, and all others are
 * placed among them ({@link OwnRanks}). Of the nearest references, only as many are kept as the measures need ({@link
 * NearestNeighbours}). Distances are computed tile by tile and not kept, so the memory needed in addition to the data
 * is O(threads * {@value #BLOCK} * (greatest class + depth + {@value #CHUNK} tiles)). References and queries are processed class by class, so
 * that a query's own class lies in few tiles. Scores are stored per query, so results do not depend on which thread
 * processes which block.
 */
final class NeighbourSearch {
    /** The number of queries that one thread processes at a time. */
    static final int BLOCK = 32;

    /**
     * The number of tiles whose distances are computed before the first query sees them. A query sees them all at once,
     * so that its tables stay in the second-level cache meanwhile. The distances of a block take 16 MiB.
     */
    private static final int CHUNK = 128;

    private final Embeddings queries;
    /** The original row numbers of queries and references, in the order in which they are processed. */
    private final int[] queryRows;

    private final int[] referenceRows;
    /** The labels of the references in their original order. */
    private final int[] labels;

    /** The range of references of each query's class: the first, and one past the last. */
    private final int[] ownStarts;

    private final int[] ownEnds;

    /** The range of references, all of the query's class, that are left out of each query's ranking. */
    private final int[] leftOutStarts;

    private final int[] leftOutEnds;
    private final SquaredDistances squaredDistances;
    private final int threads;

    /**
     * @param queryRows the rows of the queries, class by class
     * @param referenceRows the rows of the references, class by class
     */
    private NeighbourSearch(
            Embeddings queries,
            int[] queryRows,
            Embeddings references,
            int[] referenceRows,
            Distance distance,
            int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be >= 1, got " + threads);
        }
        if (queries.dimension() != references.dimension()) {
            throw new IllegalArgumentException("queries and references must have the same dimension, got "
                    + queries.dimension() + " and " + references.dimension());
        }
        this.queryRows = queryRows;
        this.referenceRows = referenceRows;
        this.labels = references.labels();
        this.queries = distance.inEuclideanSpace(queries.reordered(queryRows));
        ClassRanges ranges = ClassRanges.of(references, referenceRows);
        this.ownStarts = new int[queryRows.length];
        this.ownEnds = new int[queryRows.length];
        this.leftOutStarts = new int[queryRows.length];
        this.leftOutEnds = new int[queryRows.length];
        for (int query = 0; query < queryRows.length; query++) {
            ownStarts[query] = ranges.start(this.queries.label(query));
            ownEnds[query] = ranges.end(this.queries.label(query));
        }
        // The tiles are a copy; no other copy of the references is made, since they may fill much of the memory.
        this.squaredDistances = new SquaredDistances(distance.inEuclideanSpace(references), referenceRows);
        this.threads = threads;
    }

    /** Creates a search in which every sample is a query and a reference, but never its own neighbour. */
    static NeighbourSearch leaveOneOut(Embeddings samples, Distance distance, int threads) {
        int[] rows = samples.rowsByClass();
        NeighbourSearch search = new NeighbourSearch(samples, rows, samples, rows, distance, threads);
        for (int query = 0; query < rows.length; query++) {
            search.leftOutStarts[query] = query;
            search.leftOutEnds[query] = query + 1;
        }
        return search;
    }

    /** Creates a search for neighbours in a set that does not contain the queries. */
    static NeighbourSearch against(Embeddings queries, Embeddings references, Distance distance, int threads) {
        return new NeighbourSearch(
                queries, queries.rowsByClass(), references, references.rowsByClass(), distance, threads);
    }

    /**
     * Creates a search for neighbours of the queries in the gallery, which leaves out the samples of a query's own class
     * and group.
     *
     * @param samples the queries, and after them the gallery
     * @param parts how they are divided
     */
    static NeighbourSearch against(Embeddings samples, QueryGallery parts, Distance distance, int threads) {
        parts.requireFits(samples.rows());
        NeighbourSearch search = new NeighbourSearch(
                samples, parts.queryRows(samples), samples, parts.galleryRows(samples), distance, threads);
        parts.groups().ifPresent(search::leaveOut);
        return search;
    }

    /** Leaves out the references of each query's class and group, which are side by side. */
    private void leaveOut(int[] groups) {
        for (int query = 0; query < queryRows.length; query++) {
            int group = groups[queryRows[query]];
            int start = ownStarts[query];
            while (start < ownEnds[query] && groups[referenceRows[start]] != group) {
                start++;
            }
            int end = start;
            while (end < ownEnds[query] && groups[referenceRows[end]] == group) {
                end++;
            }
            leftOutStarts[query] = start;
            leftOutEnds[query] = end;
        }
    }

    /** {@return the number of queries} */
    int size() {
        return queries.rows();
    }

    /** {@return the number of neighbours of a query: all references but those that are left out} */
    private int neighbours(int query) {
        return referenceRows.length - leftOut(query);
    }

    private int leftOut(int query) {
        return leftOutEnds[query] - leftOutStarts[query];
    }

    /** {@return the number of queries that have a neighbour of their own class} */
    int queriesWithOwnClass() {
        int count = 0;
        for (int query = 0; query < queries.rows(); query++) {
            count += relevant(query) > 0 ? 1 : 0;
        }
        return count;
    }

    private int relevant(int query) {
        return ownEnds[query] - ownStarts[query] - leftOut(query);
    }

    /**
     * Scores every query by several measures in one search.
     *
     * @param measures the measures
     * @param progress receives the number of queries that are done
     * @return the scores [measure][query]; NaN where the measure leaves the query out or the query has no neighbour
     * @throws IllegalStateException if the thread is interrupted; its interrupt status stays set
     */
    double[][] scores(List<? extends RankingMeasure> measures, EvaluationProgress progress) {
        double[][] scores = new double[measures.size()][queries.rows()];
        long[] done = new long[1];
        Parallel.blocks(threads, queries.rows(), BLOCK, () -> {
            Worker worker = new Worker(measures, scores);
            return (from, to) -> {
                worker.handle(from, to);
                synchronized (done) {
                    done[0] += to - from;
                    progress.at("rankings", done[0], queries.rows());
                }
            };
        });
        return scores;
    }

    private int depth(RankingMeasure measure, int query) {
        int relevant = relevant(query);
        int neighbours = neighbours(query);
        return measure instanceof NeighbourMeasure nearest && measure.counts(relevant)
                ? Math.min(nearest.depth(relevant, neighbours), neighbours)
                : 0;
    }

    /** The state that one thread needs for a block of queries. */
    private final class Worker {
        private final List<? extends RankingMeasure> measures;
        private final double[][] scores;
        private final boolean ranksAreWanted;
        /** The squared distances of the queries that are processed together from one tile. */
        private final double[] sums = new double[SquaredDistances.TOGETHER * SquaredDistances.TILE];

        /** The squared distances of each query of a block from the references of a chunk. */
        private final double[][] distances =
                new double[BLOCK][Math.min(CHUNK, squaredDistances.tiles()) * SquaredDistances.TILE];

        private final double[][][] together = new double[BLOCK / SquaredDistances.TOGETHER][][];
        private final OwnRanks[] ranks = new OwnRanks[BLOCK];
        private final NearestNeighbours[] nearest = new NearestNeighbours[BLOCK];

        Worker(List<? extends RankingMeasure> measures, double[][] scores) {
            this.measures = measures;
            this.scores = scores;
            this.ranksAreWanted = measures.stream().anyMatch(RetrievalMeasure.class::isInstance);
            RankedSort sort = new RankedSort();
            Arrays.setAll(ranks, i -> new OwnRanks(sort));
            Arrays.setAll(nearest, i -> new NearestNeighbours(sort));
        }

        void handle(int from, int to) {
            for (int query = from; query < to; query++) {
                ranks[query - from].begin(ranksAreWanted ? relevant(query) : 0);
                nearest[query - from].begin(deepest(query));
            }
            for (int first = from; first < to; first += SquaredDistances.TOGETHER) {
                together[(first - from) / SquaredDistances.TOGETHER] = squaredDistances.together(queries, first, to);
            }
            if (ranksAreWanted) {
                sortOwn(from, to);
            }
            for (int chunk = 0; chunk < squaredDistances.tiles(); chunk += CHUNK) {
                seeChunk(from, to, chunk);
            }
            for (int query = from; query < to; query++) {
                score(query, ranks[query - from], nearest[query - from]);
            }
        }

        private int deepest(int query) {
            int deepest = 0;
            for (RankingMeasure measure : measures) {
                deepest = Math.max(deepest, depth(measure, query));
            }
            return deepest;
        }

        /**
         * Sorts the references of each query's class. Queries that are processed together have neighbouring classes.
         */
        private void sortOwn(int from, int to) {
            for (int first = from; first < to; first += SquaredDistances.TOGETHER) {
                int last = Math.min(to, first + SquaredDistances.TOGETHER) - 1;
                int start = IntStream.rangeClosed(first, last)
                        .filter(query -> relevant(query) > 0)
                        .map(query -> ownStarts[query])
                        .min()
                        .orElse(0);
                int end = IntStream.rangeClosed(first, last)
                        .map(query -> ownEnds[query])
                        .max()
                        .orElse(0);
                for (int tile = start / SquaredDistances.TILE; tile * SquaredDistances.TILE < end; tile++) {
                    squaredDistances.tile(together[(first - from) / SquaredDistances.TOGETHER], tile, sums);
                    for (int query = first; query <= last; query++) {
                        addOwn(query, ranks[query - from], (query - first) * SquaredDistances.TILE, tile);
                    }
                }
                for (int query = first; query <= last; query++) {
                    ranks[query - from].sortOwn();
                }
            }
        }

        private void addOwn(int query, OwnRanks own, int at, int tile) {
            int first = tile * SquaredDistances.TILE;
            int end = Math.min(squaredDistances.end(tile), ownEnds[query]);
            for (int reference = Math.max(first, ownStarts[query]); reference < end; reference++) {
                if (reference < leftOutStarts[query] || reference >= leftOutEnds[query]) {
                    own.addOwn(sums[at + reference - first], referenceRows[reference]);
                }
            }
        }

        /** Passes the queries of a block their squared distances from the references of a chunk. */
        private void seeChunk(int from, int to, int chunk) {
            int end = Math.min(squaredDistances.tiles(), chunk + CHUNK);
            for (int tile = chunk; tile < end; tile++) {
                int at = (tile - chunk) * SquaredDistances.TILE;
                for (int first = from; first < to; first += SquaredDistances.TOGETHER) {
                    squaredDistances.tile(together[(first - from) / SquaredDistances.TOGETHER], tile, sums);
                    for (int query = first; query < Math.min(to, first + SquaredDistances.TOGETHER); query++) {
                        System.arraycopy(
                                sums,
                                (query - first) * SquaredDistances.TILE,
                                distances[query - from],
                                at,
                                SquaredDistances.TILE);
                    }
                }
            }
            for (int query = from; query < to; query++) {
                for (int tile = chunk; tile < end; tile++) {
                    int at = (tile - chunk) * SquaredDistances.TILE;
                    see(query, query - from, distances[query - from], at, tile);
                }
            }
        }

        /** Passes a query its squared distances from the references of a tile. */
        private void see(int query, int place, double[] distances, int at, int tile) {
            int first = tile * SquaredDistances.TILE;
            int end = squaredDistances.end(tile);
            if (ranksAreWanted && relevant(query) > 0) {
                int ownStart = Math.min(Math.max(first, ownStarts[query]), end);
                int ownEnd = Math.min(Math.max(first, ownEnds[query]), end);
                ranks[place].placeOthers(distances, at, at + ownStart - first, referenceRows, first);
                ranks[place].placeOthers(distances, at + ownEnd - first, at + end - first, referenceRows, ownEnd);
            }
            for (int out = Math.max(first, leftOutStarts[query]); out < Math.min(end, leftOutEnds[query]); out++) {
                distances[at + out - first] = Double.NaN;
            }
            nearest[place].offer(distances, at, at + end - first, referenceRows, first);
        }

        private void score(int query, OwnRanks own, NearestNeighbours neighbours) {
            int relevant = relevant(query);
            int[] ownRanks = own.ranks();
            int[] nearestLabels = new int[neighbours.end()];
            for (int i = 0; i < nearestLabels.length; i++) {
                nearestLabels[i] = labels[neighbours.indices()[i]];
            }
            for (int m = 0; m < scores.length; m++) {
                scores[m][queryRows[query]] = score(measures.get(m), query, relevant, ownRanks, nearestLabels);
            }
        }

        private double score(RankingMeasure measure, int query, int relevant, int[] ownRanks, int[] nearestLabels) {
            if (!measure.counts(relevant)) {
                return Double.NaN;
            }
            if (measure instanceof RetrievalMeasure retrieval) {
                return relevant == 0 ? Double.NaN : retrieval.score(ownRanks, relevant);
            }
            int depth = depth(measure, query);
            return depth == 0
                    ? Double.NaN
                    : ((NeighbourMeasure) measure).score(queries.label(query), nearestLabels, depth, relevant);
        }
    }
}
