package org.metricloss.core.pair;

import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;

/** Adds a square matrix and its transpose in place. */
public final class SymmetricSum {
    /**
     * Rows and columns of a tile: its rows are long enough to be copied at full speed, and two tiles fit into the
     * cache of a core.
     */
    private static final int TILE = 64;

    private SymmetricSum() {}

    /**
     * Replaces w_ij by w_ij + w_ji, so that one product with this symmetric matrix covers both directions. It
     * processes pairs of mirrored tiles, so that rows and columns are read in contiguous pieces.
     *
     * @param call gives the number of threads
     * @param weights [n, n], overwritten
     */
    public static void replace(HostCall call, HostArray weights) {
        int tiles = (weights.columns() + TILE - 1) / TILE;
        Parallel.rows(call.threads(), tiles, 1, () -> {
            Row upper = new Row(weights.type(), TILE * TILE);
            Row lower = new Row(weights.type(), TILE * TILE);
            return tile -> {
                int i = tile * TILE;
                int height = Math.min(TILE, weights.columns() - i);
                for (int j = i; j < weights.columns(); j += TILE) {
                    int width = Math.min(TILE, weights.columns() - j);
                    for (int r = 0; r < height; r++) {
                        weights.read(i + r, j, width, upper, r * TILE);
                    }
                    for (int c = 0; c < width; c++) {
                        weights.read(j + c, i, height, lower, c * TILE);
                    }
                    for (int r = 0; r < height; r++) {
                        for (int c = 0; c < width; c++) {
                            double both = upper.get(r * TILE + c) + lower.get(c * TILE + r);
                            upper.set(r * TILE + c, both);
                            lower.set(c * TILE + r, both);
                        }
                    }
                    for (int r = 0; r < height; r++) {
                        weights.write(i + r, j, width, upper, r * TILE);
                    }
                    for (int c = 0; c < width; c++) {
                        weights.write(j + c, i, height, lower, c * TILE);
                    }
                }
            };
        });
    }
}
