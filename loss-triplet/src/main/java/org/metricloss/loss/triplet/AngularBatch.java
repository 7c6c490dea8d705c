package org.metricloss.loss.triplet;

import org.metricloss.core.cosine.UnitRows;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Row;

/** A batch sorted by class for {@link AngularPass}, with the derivatives that its blocks add to. */
final class AngularBatch {
    private final HostCall call;
    private final AngularTerms terms;
    private final HostArray units;
    private final int[] starts;
    private final int[] ends;
    private final boolean scaled;
    private final Row lengths;
    private final double[] byUnits;
    private final double[] byLengths;

    /**
     * @param rows the embeddings [m, d]
     * @param ends for each sample the end of its class
     * @param scaled whether negatives keep their lengths
     */
    AngularBatch(HostCall call, AngularTerms terms, UnitRows rows, int[] ends, boolean scaled) {
        int m = ends.length;
        this.call = call;
        this.terms = terms;
        this.units = rows.units();
        this.ends = ends;
        this.starts = new int[m];
        for (int i = 0; i < m; i++) {
            starts[i] = i > 0 && ends[i] == ends[i - 1] ? starts[i - 1] : i;
        }
        this.scaled = scaled;
        this.lengths = lengths(rows, scaled);
        this.byUnits = new double[m * units.columns()];
        this.byLengths = new double[m];
    }

    /** {@return the length of each row as a negative} */
    static Row lengths(UnitRows rows, boolean scaled) {
        Row lengths = new Row(rows.units().type(), rows.units().rows());
        for (int i = 0; i < rows.units().rows(); i++) {
            lengths.set(i, scaled ? rows.length(i) : 1);
        }
        return lengths;
    }

    HostCall call() {
        return call;
    }

    AngularTerms terms() {
        return terms;
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

    /** {@return whether negatives keep their lengths} */
    boolean scaled() {
        return scaled;
    }

    /** {@return the length of each sample as a negative, 1 unless they are kept} */
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
