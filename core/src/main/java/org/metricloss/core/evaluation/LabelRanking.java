package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Ranks the labels of a query's nearest references, in order of (squared distance, index).
 *
 * <p>Single-precision keys pick the candidates and sort them. Where a run of neighbouring keys is too close to tell which
 * is nearer, and labels in it differ, squared distances from differences in double precision sort the run. Holds scratch
 * space, so one thread per instance.
 */
final class LabelRanking {
    /** Beyond one in so many references it is quicker to compute all squared distances of the query. */
    private static final int FEW = 16;

    /** How many keys are looked at to guess which ones are small. */
    private static final int SAMPLE = 1024;

    private final Embeddings queries;
    private final Embeddings references;
    private final SquaredDistances squaredDistances;
    private final boolean queriesAreReferences;
    private final double[] scratch;
    private final NearestSelector exactSelector;
    private final KeyedIndices candidates;

    private final int[] labels;
    private final double[] runDistances;
    private final int[] runIndices;
    private final int[] runFrom;
    private final int[] runTo;

    LabelRanking(
            Embeddings queries,
            Embeddings references,
            SquaredDistances squaredDistances,
            boolean queriesAreReferences) {
        this.queries = queries;
        this.references = references;
        this.squaredDistances = squaredDistances;
        this.queriesAreReferences = queriesAreReferences;
        this.scratch = new double[references.rows()];
        this.exactSelector = new NearestSelector(references.rows());
        this.candidates = new KeyedIndices(references.rows());
        this.labels = new int[references.rows()];
        this.runDistances = new double[mostAmbiguous()];
        this.runIndices = new int[mostAmbiguous()];
        this.runFrom = new int[mostAmbiguous()];
        this.runTo = new int[mostAmbiguous()];
    }

    private int mostAmbiguous() {
        return 32 + references.rows() / FEW;
    }

    /**
     * {@return an array whose first k entries are the labels, nearest first; overwritten by the next call}
     *
     * @param query the query's row; never its own neighbour where queries are references
     * @param keys its keys, overwritten
     * @param ambiguity differences of keys up to this tell nothing
     * @param k how many labels, 1 .. number of neighbours
     */
    int[] nearest(int query, float[] keys, double ambiguity, int k) {
        if (ambiguity == Double.POSITIVE_INFINITY) {
            return nearestByDistance(query, k);
        }
        if (queriesAreReferences) {
            keys[query] = Float.POSITIVE_INFINITY;
        }
        collect(keys, ambiguity, k);
        if (hasOneLabel(0, candidates.size())) {
            Arrays.fill(labels, 0, k, references.label(candidates.get(0)));
            return labels;
        }
        candidates.sort();
        if (!tellApart(query, keys, ambiguity, k)) {
            return nearestByDistance(query, k);
        }
        for (int i = 0; i < k; i++) {
            labels[i] = references.label(candidates.get(i));
        }
        return labels;
    }

    /**
     * Sorts by distance what the keys cannot tell apart and the labels do, among the first k.
     *
     * @return false, with nothing done, where that would be a large part of all references
     */
    private boolean tellApart(int query, float[] keys, double ambiguity, int k) {
        int ambiguous = 0;
        int runs = 0;
        for (int from = 0; from < k; ) {
            int to = endOfRun(keys, ambiguity, from);
            if (!hasOneLabel(from, to)) {
                if (ambiguous + to - from > runIndices.length) {
                    return false;
                }
                for (int i = from; i < to; i++) {
                    runIndices[ambiguous++] = candidates.get(i);
                }
                runFrom[runs] = from;
                runTo[runs++] = to;
            }
            from = to;
        }
        references.squaredDistances(queries, query, runIndices, ambiguous, runDistances);
        int first = 0;
        for (int run = 0; run < runs; run++) {
            int length = runTo[run] - runFrom[run];
            sortByDistance(first, first + length);
            for (int i = 0; i < length; i++) {
                candidates.set(runFrom[run] + i, runIndices[first + i]);
            }
            first += length;
        }
        return true;
    }

    /**
     * Collects all references that may be among the k nearest. The k-th smallest key t is wrong by at most half the
     * ambiguity, and so is every other: what lies beyond t + ambiguity is farther than k references.
     */
    private void collect(float[] keys, double ambiguity, int k) {
        double guess = guess(keys, k);
        candidates.collect(keys, (float) guess);
        if (countUpTo(guess - ambiguity, keys) < k) {
            for (int j = 0; j < keys.length; j++) {
                scratch[j] = keys[j];
            }
            double farthest = OrderStatistic.select(scratch, scratch.length, k - 1) + ambiguity;
            candidates.collect(keys, Math.nextUp((float) farthest));
        }
    }

    private int countUpTo(double limit, float[] keys) {
        int found = 0;
        for (int i = 0; i < candidates.size(); i++) {
            found += keys[candidates.get(i)] <= limit ? 1 : 0;
        }
        return found;
    }

    /** {@return a key that, going by a sample, a few more than k references come up to} */
    private double guess(float[] keys, int k) {
        int stride = keys.length / SAMPLE;
        double expected = (double) SAMPLE * k / keys.length;
        int rank = (int) (expected + 3 * Math.sqrt(expected) + 3);
        if (stride < 2 || rank >= SAMPLE / 2) {
            return Double.NEGATIVE_INFINITY;
        }
        for (int i = 0; i < SAMPLE; i++) {
            scratch[i] = keys[i * stride];
        }
        return OrderStatistic.select(scratch, SAMPLE, rank);
    }

    private int endOfRun(float[] keys, double ambiguity, int from) {
        int to = from + 1;
        while (to < candidates.size()
                && (double) keys[candidates.get(to)] - keys[candidates.get(to - 1)] <= ambiguity) {
            to++;
        }
        return to;
    }

    private boolean hasOneLabel(int from, int to) {
        int label = references.label(candidates.get(from));
        for (int i = from + 1; i < to; i++) {
            if (references.label(candidates.get(i)) != label) {
                return false;
            }
        }
        return true;
    }

    private void sortByDistance(int from, int to) {
        for (int i = from + 1; i < to; i++) {
            double squaredDistance = runDistances[i];
            int index = runIndices[i];
            int place = i;
            for (; place > from && isFarther(place - 1, squaredDistance, index); place--) {
                runDistances[place] = runDistances[place - 1];
                runIndices[place] = runIndices[place - 1];
            }
            runDistances[place] = squaredDistance;
            runIndices[place] = index;
        }
    }

    private boolean isFarther(int place, double squaredDistance, int index) {
        return runDistances[place] > squaredDistance
                || runDistances[place] == squaredDistance && runIndices[place] > index;
    }

    private int[] nearestByDistance(int query, int k) {
        double[][] row = {scratch};
        squaredDistances.of(queries, query, query + 1, row);
        if (queriesAreReferences) {
            // Embeddings are bounded, so every true distance is finite and comes before the query itself.
            row[0][query] = Double.POSITIVE_INFINITY;
        }
        int[] nearest = exactSelector.nearest(row[0], k);
        for (int i = 0; i < k; i++) {
            labels[i] = references.label(nearest[i]);
        }
        return labels;
    }
}
