package org.metricloss.core.pair;

import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;

/**
 * The rows x of a matrix [n, d], prepared for squared distances by a matrix product,
 *
 * <pre>{@code D_ij^2 = |x_i|^2 + |x_j|^2 - 2 x_i x_j}</pre>
 *
 * <p>The product is fast but loses digits if rows are nearly equal. Two steps prevent that. First, a common offset is
 * subtracted. Second, a pair whose squared distance is below {@value #NEAR} times |x_i|^2 + |x_j|^2 is <em>near</em>:
 * its distance is computed again from differences, so that equal rows have a distance of exactly 0. The relative error
 * of a squared distance is thus at most about (d + 4) u / {@value #NEAR}, with u the unit roundoff of the rows' type
 * (6e-8 or 1.1e-16), and usually a hundredth of that, since rounding errors average out.
 */
final class PairSpace {
    /** A squared distance below this share of |x_i|^2 + |x_j|^2 is computed from differences. */
    static final double NEAR = 1.0 / 64;

    private final int n;
    private final int d;
    private final Row[] rows;
    private final double[] offset;
    private final Row squaredNorms;
    private final HostArray centered;

    private PairSpace(int n, int d, Row[] rows, double[] offset, Row squaredNorms, HostArray centered) {
        this.n = n;
        this.d = d;
        this.rows = rows;
        this.offset = offset;
        this.squaredNorms = squaredNorms;
        this.centered = centered;
    }

    /** {@return the space of some rows, for the duration of the call} */
    static PairSpace of(HostCall call, HostArray array) {
        Row[] rows = rows(array);
        return of(call, array, rows, offset(call, rows, array.rows(), array.columns()));
    }

    /** {@return the space of other rows of the same dimension, from which the same offset is subtracted} */
    PairSpace beside(HostCall call, HostArray array) {
        return of(call, array, rows(array), offset);
    }

    private static Row[] rows(HostArray array) {
        Row[] rows = new Row[array.rows()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new Row(array.type(), array.columns());
            array.read(i, rows[i], 0);
        }
        return rows;
    }

    private static PairSpace of(HostCall call, HostArray array, Row[] rows, double[] offset) {
        int n = array.rows();
        int d = array.columns();
        HostArray centered = call.allocate(array.type(), n, d);
        Row squaredNorms = new Row(array.type(), n);
        Parallel.rows(call.threads(), n, Parallel.grain(d), () -> {
            Row row = new Row(array.type(), d);
            return i -> {
                double sum = 0;
                for (int k = 0; k < d; k++) {
                    row.set(k, rows[i].get(k) - offset[k]);
                    // The norm must be that of the rounded row, which the product uses.
                    sum += row.get(k) * row.get(k);
                }
                centered.write(i, row, 0);
                squaredNorms.set(i, sum);
            };
        });
        return new PairSpace(n, d, rows, offset, squaredNorms, centered);
    }

    /**
     * Returns the mean of each coordinate, rounded to a multiple of a power of two near its standard deviation. That is
     * close enough to the mean, and the subtraction is exact where it matters: whole numbers stay whole, and ties stay
     * ties.
     */
    private static double[] offset(HostCall call, Row[] rows, int n, int d) {
        double[] offset = new double[d];
        int parts = Math.min(call.threads(), d);
        Parallel.rows(call.threads(), parts, Parallel.grain(n * d / parts), () -> part -> {
            int from = part * d / parts;
            int to = (part + 1) * d / parts;
            double[] mean = new double[d];
            for (int i = 0; i < n; i++) {
                for (int k = from; k < to; k++) {
                    mean[k] += rows[i].get(k);
                }
            }
            double[] squares = new double[d];
            for (int k = from; k < to; k++) {
                mean[k] /= n;
            }
            for (int i = 0; i < n; i++) {
                for (int k = from; k < to; k++) {
                    double deviation = rows[i].get(k) - mean[k];
                    squares[k] += deviation * deviation;
                }
            }
            for (int k = from; k < to; k++) {
                double deviation = Math.sqrt(squares[k] / n);
                // If the spread is 0 or not a number, any row can serve as the offset.
                double unit = Math.scalb(1.0, Math.getExponent(deviation) + 1);
                double multiple = unit * Math.rint(mean[k] / unit);
                offset[k] = deviation > 0 && Double.isFinite(multiple) ? multiple : rows[0].get(k);
            }
        });
        return offset;
    }

    /** {@return n} */
    int size() {
        return n;
    }

    /** {@return d} */
    int dimension() {
        return d;
    }

    /** {@return the rows minus their common offset, in their own type} */
    HostArray centered() {
        return centered;
    }

    /**
     * Turns products into squared distances.
     *
     * @param i a row
     * @param others the rows y that it is compared with: of the same offset, or this space itself
     * @param from the first other row
     * @param products overwritten, at places from {@code from} on: x_i y_j before, D_ij^2 after
     * @param near receives the near rows j, without row i itself, in order
     * @param scratch overwritten, d numbers
     * @return the number of near rows
     */
    int squaredDistances(int i, PairSpace others, int from, Row products, int[] near, Row scratch) {
        int found = products.singles() != null
                ? fromProducts(
                        squaredNorms.singles()[i],
                        from,
                        others.n,
                        others.squaredNorms.singles(),
                        products.singles(),
                        near)
                : fromProducts(
                        squaredNorms.doubles()[i],
                        from,
                        others.n,
                        others.squaredNorms.doubles(),
                        products.doubles(),
                        near);
        boolean same = others == this;
        int kept = 0;
        for (int k = 0; k < found; k++) {
            int j = near[k];
            if (!(same && j == i)) {
                products.set(j, Differences.squared(rows[i], others.rows[j], scratch));
                near[kept++] = j;
            }
        }
        if (same && from <= i) {
            products.set(i, 0);
        }
        return kept;
    }

    private static int fromProducts(float own, int from, int n, float[] squaredNorms, float[] products, int[] near) {
        for (int j = from; j < n; j++) {
            products[j] = own + squaredNorms[j] - 2 * products[j];
        }
        int found = 0;
        for (int j = from; j < n; j++) {
            // In this form a NaN, from an overflow, is near too.
            if (!(products[j] >= (float) NEAR * (own + squaredNorms[j]))) {
                near[found++] = j;
            }
        }
        return found;
    }

    private static int fromProducts(double own, int from, int n, double[] squaredNorms, double[] products, int[] near) {
        for (int j = from; j < n; j++) {
            products[j] = own + squaredNorms[j] - 2 * products[j];
        }
        int found = 0;
        for (int j = from; j < n; j++) {
            if (!(products[j] >= NEAR * (own + squaredNorms[j]))) {
                near[found++] = j;
            }
        }
        return found;
    }

    /** {@return d numbers of the rows' type, all 0} */
    Row row() {
        return new Row(centered.type(), d);
    }

    /** Adds weight (x_i - y_j) to one row of d numbers and subtracts it from another. */
    void moveDifference(int i, PairSpace others, int j, double weight, Row to, Row from) {
        Differences.move(rows[i], others.rows[j], weight, to, from);
    }
}
