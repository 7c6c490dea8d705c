package org.metricloss.core.pair;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.metricloss.core.host.HostArray;
import org.metricloss.core.host.HostCall;
import org.metricloss.core.host.Parallel;
import org.metricloss.core.host.Row;

/**
 * A batch sorted by class; samples of a class keep their order. Pairs of equal label are then contiguous in each row
 * of distances. It suits losses whose sums do not depend on the order of the samples.
 */
public final class ClassOrder {
    private final int[] samples;
    private final int[] labels;

    private ClassOrder(int[] samples, int[] labels) {
        this.samples = samples;
        this.labels = labels;
    }

    /**
     * {@return the order of a batch}
     *
     * @param labels the label of each sample
     */
    public static ClassOrder of(int[] labels) {
        // The label is the upper half of a number and the sample is the lower half, because sorting numbers creates no
        // objects.
        long[] keys = IntStream.range(0, labels.length)
                .mapToLong(i -> ((long) labels[i] << Integer.SIZE) | i)
                .sorted()
                .toArray();
        int[] samples = Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
        return new ClassOrder(
                samples, Arrays.stream(samples).map(i -> labels[i]).toArray());
    }

    /** {@return the sample at each place of this order} */
    public int[] samples() {
        return samples;
    }

    /** {@return this order without the samples whose label is below 0} */
    public ClassOrder withoutNegativeLabels() {
        int first = 0;
        while (first < labels.length && labels[first] < 0) {
            first++;
        }
        return new ClassOrder(
                Arrays.copyOfRange(samples, first, samples.length), Arrays.copyOfRange(labels, first, labels.length));
    }

    /** {@return the labels in this order} */
    public int[] labels() {
        return labels;
    }

    /**
     * {@return a copy of the rows in this order; the caller releases it}
     *
     * @param call the engine's memory
     * @param rows a row for each sample
     */
    public HostArray gather(HostCall call, HostArray rows) {
        HostArray ordered = call.allocate(rows.type(), samples.length, rows.columns());
        Row row = new Row(rows.type(), rows.columns());
        for (int place = 0; place < samples.length; place++) {
            rows.read(samples[place], row, 0);
            ordered.write(place, row, 0);
        }
        return ordered;
    }

    /**
     * Copies rows back into the order of the samples.
     *
     * @param call gives the number of threads
     * @param ordered a row for each sample in this order, row-major
     * @param result receives the rows
     */
    public void scatter(HostCall call, double[] ordered, HostArray result) {
        Parallel.rows(call.threads(), samples.length, Parallel.grain(result.columns()), () -> {
            HostArray.Rows writing = result.cursor();
            return place -> writing.write(samples[place], ordered, place * result.columns());
        });
    }
}
