package org.metricloss.core.pair;

import java.util.Arrays;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;

/**
 * The contribution of near pairs to the gradient of each group. Rows are distributed over a few parts with sums of
 * their own, so that two threads never write to one row. The parts depend on the batch and not on the machine, so that
 * results are bitwise the same for any number of threads.
 */
final class NearGradients {
    private static final int PARTS = 4;

    private final HostCall call;
    private final PairSpace space;
    private final PairSpace others;
    /** Receives the sums of constant rows, which are not used. */
    private final Row[] discarded = new Row[PARTS];
    /** Indexed by part, group and row; null for a row without near pairs. */
    private final Row[][][] sums;

    /**
     * @param space the rows
     * @param others the rows that they are compared with: the same space, or constant rows
     */
    NearGradients(HostCall call, PairSpace space, PairSpace others, int groups) {
        this.call = call;
        this.space = space;
        this.others = others;
        this.sums = new Row[PARTS][groups][0];
    }

    /**
     * Adds the near pairs of a block: each adds 2 w (x_i - y_j) to row i and subtracts it from row j unless that row is
     * constant.
     *
     * @param near the near pairs of each row
     * @param first the block's first row
     */
    void add(NearPairs[] near, int first) {
        if (Arrays.stream(near).allMatch(pairs -> pairs.count() == 0)) {
            return;
        }
        Parallel.rows(call.threads(), PARTS, 1, () -> part -> {
            for (int row = part; row < near.length; row += PARTS) {
                for (int group = 0; group < sums[part].length; group++) {
                    add(near[row], group, first + row, part);
                }
            }
        });
    }

    private void add(NearPairs pairs, int group, int i, int part) {
        for (int k = 0; k < pairs.count(); k++) {
            double weight = pairs.weight(group, k);
            if (weight != 0) {
                int j = pairs.other(k);
                Row other = others == space ? row(part, group, j) : discarded(part);
                space.moveDifference(i, others, j, 2 * weight, row(part, group, i), other);
            }
        }
    }

    private Row discarded(int part) {
        if (discarded[part] == null) {
            discarded[part] = space.row();
        }
        return discarded[part];
    }

    private Row row(int part, int group, int i) {
        if (sums[part][group].length == 0) {
            sums[part][group] = new Row[space.size()];
        }
        Row[] rows = sums[part][group];
        if (rows[i] == null) {
            rows[i] = space.row();
        }
        return rows[i];
    }

    /** Adds a row's sums of a group to a gradient [n d], row-major. */
    void addTo(double[] gradient, int group, int i) {
        int d = space.dimension();
        for (Row[][] part : sums) {
            if (part[group].length > 0 && part[group][i] != null) {
                Row sum = part[group][i];
                for (int k = 0; k < d; k++) {
                    gradient[i * d + k] += sum.get(k);
                }
            }
        }
    }
}
