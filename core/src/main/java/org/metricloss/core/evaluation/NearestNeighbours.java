package org.metricloss.core.evaluation;

/**
 * Finds the nearest neighbours of one query, by (squared distance, index), among candidates that are offered one after
 * the other. Candidates that may be among the nearest are collected. When the arrays are full, the nearest are sorted
 * to the front and the others are discarded.
 */
final class NearestNeighbours {
    private static final int LEAST_ROOM = 64;

    private final RankedSort sort;
    private double[] distances = new double[0];
    private int[] indices = new int[0];
    private int wanted;
    private int size;
    /** No neighbour farther than this is among the nearest. */
    private double farthest;

    /** @param sort the sorter, shared by the instances of one thread */
    NearestNeighbours(RankedSort sort) {
        this.sort = sort;
    }

    /** Starts a query for {@code count} neighbours, 0 or more. */
    void begin(int count) {
        wanted = count;
        size = 0;
        farthest = count == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
        int room = Math.max(LEAST_ROOM, 2 * count);
        if (distances.length < room) {
            distances = new double[room];
            indices = new int[room];
        }
    }

    /**
     * Offers neighbours.
     *
     * @param offered the squared distances of the candidates; NaN is skipped
     * @param from the position of the first
     * @param to one past the position of the last
     * @param index the indices of the candidates
     * @param firstIndex the position of the first candidate's index
     */
    void offer(double[] offered, int from, int to, int[] index, int firstIndex) {
        for (int j = from; j < to; j++) {
            if (offered[j] <= farthest) {
                add(offered[j], index[firstIndex + j - from]);
            }
        }
    }

    private void add(double distance, int index) {
        distances[size] = distance;
        indices[size++] = index;
        if (size == distances.length) {
            cut();
        }
    }

    private void cut() {
        sort.sort(distances, indices, 0, size);
        size = Math.min(size, wanted);
        if (size == wanted) {
            farthest = distances[size - 1];
        }
    }

    /**
     * {@return the number of neighbours found; afterwards the first entries of {@link #indices} are their indices,
     * nearest first}
     */
    int end() {
        if (wanted > 0) {
            cut();
        }
        return size;
    }

    /** {@return the indices of the nearest, after {@link #end}; overwritten by the next query} */
    int[] indices() {
        return indices;
    }
}
