package org.metricloss.engine.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.Arrays;

/**
 * Sums of rows by segment, for which DJL has no operation: O(m d), where a product with a one-hot matrix takes O(m n d)
 * and lets one infinite row spoil every segment.
 *
 * <p>The rows of a segment are added in pairs, then these sums in pairs, and so on: each level gathers rows of the
 * level before it, and a segment is complete when one row remains. The order of the rows determines the pairs, so
 * results are always bitwise the same, and rounding errors grow with the logarithm of the size of a segment. Autograd
 * computes the gradient.
 */
final class SegmentSums {
    private SegmentSums() {}

    /**
     * {@return [n, d], 0 where a segment is empty}
     *
     * @param rows [m, d]
     * @param segments the segment of each row, m of them
     * @param count the number n of segments
     */
    static NDArray of(NDArray rows, long[] segments, int count) {
        int[][] members = members(segments, count);
        // The row of each segment's sum among the rows of all levels. Of an empty segment it is the first level's last
        // row, which is 0.
        long[] places = new long[count];
        Arrays.fill(places, segments.length);
        NDList levels = new NDList();
        NDArray level = withZeroRow(rows);
        long offset = 0;
        while (true) {
            levels.add(level);
            int pairs = 0;
            for (int j = 0; j < count; j++) {
                if (members[j].length == 1) {
                    places[j] = offset + members[j][0];
                    members[j] = new int[0];
                }
                pairs += (members[j].length + 1) / 2;
            }
            if (pairs == 0) {
                return gather(levels.size() == 1 ? level : concatenated(levels), places);
            }
            int zeroRow = Math.toIntExact(level.getShape().get(0)) - 1;
            offset += zeroRow + 1;
            level = withZeroRow(addPairs(level, members, pairs, zeroRow));
        }
    }

    /** Replaces the members of each segment by the sums of pairs of them; a member without a partner is added to 0. */
    private static NDArray addPairs(NDArray level, int[][] members, int pairs, int zeroRow) {
        long[] first = new long[pairs];
        long[] second = new long[pairs];
        int pair = 0;
        for (int j = 0; j < members.length; j++) {
            int[] old = members[j];
            members[j] = new int[(old.length + 1) / 2];
            for (int k = 0; k < old.length; k += 2) {
                first[pair] = old[k];
                second[pair] = k + 1 < old.length ? old[k + 1] : zeroRow;
                members[j][k / 2] = pair++;
            }
        }
        return gather(level, first).add(gather(level, second));
    }

    /** {@return the rows of each segment, in order} */
    private static int[][] members(long[] segments, int count) {
        int[] sizes = new int[count];
        for (long segment : segments) {
            sizes[Math.toIntExact(segment)]++;
        }
        int[][] members = new int[count][];
        Arrays.setAll(members, j -> new int[sizes[j]]);
        int[] filled = new int[count];
        for (int i = 0; i < segments.length; i++) {
            int segment = (int) segments[i];
            members[segment][filled[segment]++] = i;
        }
        return members;
    }

    private static NDArray withZeroRow(NDArray rows) {
        Shape one = new Shape(1, rows.getShape().get(1));
        return rows.concat(rows.getManager().zeros(one, rows.getDataType()), 0);
    }

    private static NDArray concatenated(NDList levels) {
        return levels.head().getNDArrayInternal().concat(levels.subNDList(1), 0);
    }

    private static NDArray gather(NDArray rows, long[] indices) {
        return gather(rows, rows.getManager().create(indices));
    }

    /**
     * Gathers rows. Unlike indexing by {@code get}, its backward pass is bitwise the same in every run.
     *
     * @param rows [n, d]
     * @param indices INT64 [m], each in [0, n)
     * @return [m, d]
     */
    static NDArray gather(NDArray rows, NDArray indices) {
        return rows.getNDArrayInternal()
                .embedding(indices, rows, SparseFormat.DENSE)
                .head();
    }
}
