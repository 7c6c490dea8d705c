package org.metricloss.core.evaluation;

import java.util.Arrays;

/**
 * Computes the ranks of the references of a query's class among all references. Only the references of the class are
 * sorted, by (squared distance, index); all others are placed among them one after the other and counted.
 *
 * <p>A table of cells of equal width speeds up the placing. Others in a cell without an own distance need not be
 * compared: they are counted by cell. The rest are compared with the own distances of their cell, which are few. Each
 * instance serves one thread.
 */
final class OwnRanks {
    private static final int CELLS_PER_OWN = 8;

    private final RankedSort sort;
    private double[] unsorted = new double[0];
    private int[] unsortedIndices = new int[0];
    private double[] distances = new double[0];
    private int[] indices = new int[0];
    /** The number of others between each own reference and the own reference before it. */
    private int[] others = new int[0];
    /** The start of the own distances of each cell and, after the last cell, their end. */
    private int[] starts = new int[0];

    /** Twice the number of others in each cell, plus 1 if the cell has an own distance. */
    private int[] counts = new int[0];

    /** The positions of the others of a tile that have to be compared. */
    private final int[] compared = new int[SquaredDistances.TILE];

    private int[] ranks = new int[0];
    private int cells;
    private int size;
    private double least;
    private double greatest;
    private double scale;

    /** @param sort the sorter, shared by the instances of one thread */
    OwnRanks(RankedSort sort) {
        this.sort = sort;
    }

    /** Starts a query with {@code own} references of its class, 0 or more. */
    void begin(int own) {
        size = 0;
        cells = 0;
        if (unsorted.length < own) {
            unsorted = new double[own];
            unsortedIndices = new int[own];
            // There is one more element, because the place after the last is read before it is known whether it counts.
            distances = new double[own + 1];
            indices = new int[own + 1];
            ranks = new int[own];
            others = new int[own + 1];
            starts = new int[CELLS_PER_OWN * own + 1];
            counts = new int[CELLS_PER_OWN * own];
        }
    }

    /** Adds a reference of the query's class. */
    void addOwn(double distance, int index) {
        unsorted[size] = distance;
        unsortedIndices[size++] = index;
    }

    /** Sorts the references of the query's class. Afterwards others may be placed. */
    void sortOwn() {
        if (size == 0) {
            return;
        }
        least = Double.POSITIVE_INFINITY;
        greatest = 0;
        for (int i = 0; i < size; i++) {
            least = Math.min(least, unsorted[i]);
            greatest = Math.max(greatest, unsorted[i]);
        }
        cells = CELLS_PER_OWN * size;
        double perCell = (cells - 1) / (greatest - least);
        scale = greatest > least && perCell < Double.MAX_VALUE ? perCell : 0;
        Arrays.fill(others, 0, size + 1, 0);
        Arrays.fill(starts, 0, cells + 1, 0);
        for (int i = 0; i < size; i++) {
            starts[cell(unsorted[i]) + 1]++;
        }
        for (int cell = 0; cell < cells; cell++) {
            starts[cell + 1] += starts[cell];
        }
        // Filling from the end leaves the start of each cell in its entry.
        for (int i = size - 1; i >= 0; i--) {
            int place = --starts[cell(unsorted[i]) + 1];
            distances[place] = unsorted[i];
            indices[place] = unsortedIndices[i];
        }
        System.arraycopy(starts, 1, starts, 0, cells);
        starts[cells] = size;
        for (int cell = 0; cell < cells; cell++) {
            counts[cell] = starts[cell + 1] > starts[cell] ? 1 : 0;
            if (starts[cell + 1] - starts[cell] > 1) {
                sort.sort(distances, indices, starts[cell], starts[cell + 1]);
            }
        }
    }

    /** Subtraction and multiplication round monotonically: a greater distance is never in an earlier cell. */
    private int cell(double distance) {
        return (int) ((distance - least) * scale);
    }

    /**
     * Places references of other classes.
     *
     * @param placed the squared distances of these references
     * @param from the position of the first
     * @param to one past the position of the last; they are at most those of a tile
     * @param index the indices of all references
     * @param firstIndex the position of the first placed reference's index
     */
    void placeOthers(double[] placed, int from, int to, int[] index, int firstIndex) {
        int toCompare = 0;
        for (int j = from; j < to; j++) {
            double distance = placed[j];
            if (distance > greatest) {
                continue;
            }
            if (distance < least) {
                others[0]++;
                continue;
            }
            int cell = cell(distance);
            int count = counts[cell];
            counts[cell] = count + 2;
            // The position is overwritten by the next one unless the cell has an own distance. This avoids a branch.
            compared[toCompare] = j;
            toCompare += count & 1;
        }
        for (int i = 0; i < toCompare; i++) {
            compare(placed[compared[i]], index[firstIndex + compared[i] - from]);
        }
    }

    private void compare(double distance, int index) {
        int cell = cell(distance);
        int low = starts[cell];
        int inCell = starts[cell + 1] - low;
        double first = distances[low];
        if (inCell > 1 || first == distance) {
            others[place(distance, index, low, low + inCell)]++;
        } else {
            // This uses the sign bit because a comparison would compile to an unpredictable branch.
            others[low + (int) (Double.doubleToRawLongBits(first - distance) >>> 63)]++;
        }
    }

    /**
     * {@return the first own reference in a range that comes after another reference; one past the last if there is
     * none}
     */
    private int place(double distance, int index, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (RankedSort.isBefore(distances[middle], indices[middle], distance, index)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * {@return the ascending ranks, counted from 1, one for each own reference; later elements are undefined;
     * overwritten by the next query; to be called once}
     */
    int[] ranks() {
        for (int cell = 0; cell < cells; cell++) {
            if ((counts[cell] & 1) == 0) {
                others[starts[cell]] += counts[cell] >> 1;
            }
        }
        int before = 0;
        for (int i = 0; i < size; i++) {
            before += others[i];
            ranks[i] = before + i + 1;
        }
        return ranks;
    }
}
