package org.metricloss.core.cosine;

import java.util.Optional;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;

/**
 * The rows of a matrix [n, d], each divided by its Euclidean length, and the way back for derivatives. As in
 * {@link org.metricloss.core.tensor.Tensor#normalizeRows}, a row shorter than 1e-12 is divided by 1e-12 and carries no gradient.
 */
public final class UnitRows {
    private static final double TINY = 1e-12;

    private final HostCall call;
    private final HostArray rows;
    private final HostArray units;
    private final double[] lengths;

    private UnitRows(HostCall call, HostArray rows, HostArray units, double[] lengths) {
        this.call = call;
        this.rows = rows;
        this.units = units;
        this.lengths = lengths;
    }

    /**
     * {@return the rows of a matrix at length 1}
     *
     * @param call where they are allocated
     * @param rows [n, d], floating point
     */
    public static UnitRows of(HostCall call, HostArray rows) {
        int d = rows.columns();
        UnitRows unit = new UnitRows(call, rows, call.allocate(rows.type(), rows.rows(), d), new double[rows.rows()]);
        Parallel.rows(call.threads(), rows.rows(), Parallel.grain(d), () -> {
            HostArray.Rows from = rows.cursor();
            HostArray.Rows to = unit.units.cursor();
            double[] row = new double[d];
            return i -> {
                from.read(i, row, 0);
                double length = Math.sqrt(product(row, row));
                double factor = length < TINY ? 1 / TINY : 1 / length;
                for (int k = 0; k < d; k++) {
                    row[k] *= factor;
                }
                to.write(i, row, 0);
                unit.lengths[i] = length;
            };
        });
        return unit;
    }

    /** {@return the rows at length 1, [n, d]} */
    public HostArray units() {
        return units;
    }

    /** {@return the length of a row before it was divided} */
    public double length(int row) {
        return lengths[row];
    }

    /** Cosines of single rows, for one thread. */
    interface Cosines {
        /**
         * {@return the cosine in double. From a float32 cosine only four digits of the sine of an angle of 0.001 could
         * be computed}
         *
         * @param row a row
         * @param other a row of the other matrix
         */
        double of(int row, int other);
    }

    /**
     * {@return the cosines with the rows of another matrix}
     *
     * @param others the other matrix, [k, d]
     */
    Cosines cosines(UnitRows others) {
        HostArray.Rows from = rows.cursor();
        HostArray.Rows fromOthers = others.rows.cursor();
        double[] row = new double[rows.columns()];
        double[] other = new double[rows.columns()];
        return (i, j) -> {
            from.read(i, row, 0);
            fromOthers.read(j, other, 0);
            return product(row, other) / Math.max(TINY, lengths[i]) / Math.max(TINY, others.lengths[j]);
        };
    }

    /**
     * Takes derivatives by the unit rows back to the rows, where only a row's direction counts: the part along the row is
     * removed, and the rest divided by its length.
     *
     * @param byUnits the derivative by the unit rows, [n, d]
     * @param overwritten gets the derivative by the rows, [n, d]
     */
    public void backThroughDirections(HostArray byUnits, HostArray overwritten) {
        back(byUnits, overwritten, null);
    }

    /**
     * Takes derivatives by the unit rows back to the rows, where a row's length counts as well.
     *
     * @param byUnits the derivative by the unit rows as if each were the row itself over a constant length, [n, d]
     * @param along for each row what is to be added along the unit row
     * @param overwritten gets the derivative by the rows, [n, d]
     */
    public void backThroughRows(HostArray byUnits, double[] along, HostArray overwritten) {
        back(byUnits, overwritten, along);
    }

    private void back(HostArray byUnits, HostArray overwritten, double[] along) {
        int d = units.columns();
        Parallel.rows(call.threads(), lengths.length, Parallel.grain(d), () -> {
            HostArray.Rows from = byUnits.cursor();
            HostArray.Rows to = overwritten.cursor();
            HostArray.Rows unit = units.cursor();
            double[] gradient = new double[d];
            double[] direction = new double[d];
            return i -> {
                from.read(i, gradient, 0);
                unit.read(i, direction, 0);
                double added = along == null ? -inverseLength(i) * product(gradient, direction) : along[i];
                back(i, gradient, direction, added);
                to.write(i, gradient, 0);
            };
        });
    }

    /**
     * Takes derivatives by the unit rows and by the lengths of the rows back to the rows.
     *
     * @param overwritten the derivative by the unit rows before, by the rows after, [n d] row-major
     * @param byLengths the derivative by the length of each row; empty if only directions count
     */
    public void back(double[] overwritten, Optional<double[]> byLengths) {
        int d = units.columns();
        Parallel.rows(call.threads(), lengths.length, Parallel.grain(d), () -> {
            HostArray.Rows unit = units.cursor();
            double[] gradient = new double[d];
            double[] direction = new double[d];
            return i -> {
                System.arraycopy(overwritten, i * d, gradient, 0, d);
                unit.read(i, direction, 0);
                double along = byLengths.map(slopes -> slopes[i]).orElse(0.0);
                back(i, gradient, direction, along - inverseLength(i) * product(gradient, direction));
                System.arraycopy(gradient, 0, overwritten, i * d, d);
            };
        });
    }

    /** {@return 1 over the length of a row; 0 if the row carries no gradient} */
    private double inverseLength(int i) {
        return lengths[i] < TINY ? 0 : 1 / lengths[i];
    }

    private void back(int i, double[] gradient, double[] direction, double along) {
        double inverse = inverseLength(i);
        double added = lengths[i] < TINY ? 0 : along;
        for (int k = 0; k < gradient.length; k++) {
            gradient[k] = inverse * gradient[k] + added * direction[k];
        }
    }

    private static double product(double[] a, double[] b) {
        double sum0 = 0;
        double sum1 = 0;
        int k = 0;
        for (; k + 2 <= a.length; k += 2) {
            sum0 += a[k] * b[k];
            sum1 += a[k + 1] * b[k + 1];
        }
        return k < a.length ? sum0 + sum1 + a[k] * b[k] : sum0 + sum1;
    }
}
