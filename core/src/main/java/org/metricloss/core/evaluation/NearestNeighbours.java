package org.metricloss.core.evaluation;

/**
 * The nearest neighbours of one query, by (squared distance, index), of those that are offered one after the other. Those that may
 * be among them are collected; when the room is full, the nearest are sorted to the front and the others forgotten.
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

    /** @param sort what sorts; shared by instances of one thread */
    NearestNeighbours(RankedSort sort) {
        this.sort = sort;
    }

    /** Begins a query of which so many neighbours are wanted, 0 or more. */
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
     * @param offered holds their squared distances; NaN is passed over
     * @param from the place of the first
     * @param to one past the place of the last
     * @param index their indices
     * @param firstIndex the place of the first one's index
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

    /** {@return how many were found; the first of {@link #indices} are theirs then, nearest first} */
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
