package org.metricloss.loss.triplet;

import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Row;

/** A batch sorted by class for {@link AngularPass}, with the derivatives that its blocks add to. */
final class AngularBatch {
    private final HostCall call;
    private final double alpha;
    private final long pairs;
    private final HostArray units;
    private final int[] starts;
    private final int[] ends;
    private final boolean scaled;
    private final Row lengths;
    private final double[] byUnits;
    private final double[] byLengths;

    /**
     * @param alpha the bound of the angle in degrees
     * @param pairs how many pairs the value is the mean of
     * @param units the unit embeddings [m, d]
     * @param ends for each sample the end of its class
     * @param scaled whether negatives have lengths other than 1
     */
    AngularBatch(HostCall call, double alpha, long pairs, HostArray units, int[] ends, boolean scaled) {
        int m = units.rows();
        this.call = call;
        this.alpha = alpha;
        this.pairs = pairs;
        this.units = units;
        this.ends = ends;
        this.starts = new int[m];
        for (int i = 0; i < m; i++) {
            starts[i] = i > 0 && ends[i] == ends[i - 1] ? starts[i - 1] : i;
        }
        this.scaled = scaled;
        this.lengths = new Row(units.type(), m);
        for (int i = 0; i < m; i++) {
            lengths.set(i, 1);
        }
        this.byUnits = new double[m * units.columns()];
        this.byLengths = new double[m];
    }

    HostCall call() {
        return call;
    }

    /** {@return 4 tan^2(alpha), the factor of the cosine of an anchor and a negative} */
    double sharpness() {
        double tangent = Math.tan(Math.toRadians(alpha));
        return 4 * tangent * tangent;
    }

    /** {@return 2 (1 + tan^2(alpha)), the factor of the cosine of an anchor and a positive} */
    double pull() {
        return 2 + sharpness() / 2;
    }

    long pairs() {
        return pairs;
    }

    HostArray units() {
        return units;
    }

    /** {@return the first sample of the class of a sample} */
    int start(int i) {
        return starts[i];
    }

    /** {@return one past the last sample of the class of a sample} */
    int end(int i) {
        return ends[i];
    }

    /** {@return the length of each sample as a negative, 1 unless it is set} */
    Row lengths() {
        return lengths;
    }

    /** Multiplies what belongs to the samples as negatives by their lengths. */
    void scale(Row row) {
        if (scaled) {
            row.multiply(0, ends.length, lengths, 1);
        }
    }

    /** {@return the derivative of the value by the unit embeddings [m d]} */
    double[] byUnits() {
        return byUnits;
    }

    /** {@return the derivative of the value by the lengths [m]} */
    double[] byLengths() {
        return byLengths;
    }
}
