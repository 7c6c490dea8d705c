package org.metricloss.core.data;

import java.util.Arrays;
import java.util.List;

/**
 * Maps the stored values of a sample to network inputs: (x - offset) / scale, computed in double and rounded to float
 * once. The values of a sample are divided into equal groups, each with its own offset and scale: one group for all
 * values, one for each channel of an image, or one for each coordinate of a vector. A vector may instead be divided by
 * its length.
 *
 * @see Normalization the named scalings
 */
public final class InputScaling {
    /** Vectors shorter than this are divided by this length, so that a vector of zeros stays a vector of zeros. */
    private static final double LEAST_LENGTH = 1e-12;

    private final double[] offsets;
    private final double[] scales;
    private final boolean toUnitLength;

    private InputScaling(double[] offsets, double[] scales, boolean toUnitLength) {
        this.offsets = offsets;
        this.scales = scales;
        this.toUnitLength = toUnitLength;
        for (int group = 0; group < offsets.length; group++) {
            if (!Double.isFinite(offsets[group])) {
                throw new IllegalArgumentException("offset must be finite, got " + offsets[group]);
            }
            if (!(scales[group] > 0 && Double.isFinite(scales[group]))) {
                throw new IllegalArgumentException("scale must be finite and > 0, got " + scales[group]);
            }
        }
    }

    /**
     * {@return the scaling that is the same for all values}
     *
     * @param offset the number subtracted first, in stored values; finite
     * @param scale the divisor, in stored values; finite and above 0
     * @throws IllegalArgumentException if the offset is not finite, or the scale not finite and above 0
     */
    public static InputScaling of(double offset, double scale) {
        return new InputScaling(new double[] {offset}, new double[] {scale}, false);
    }

    /**
     * {@return the scaling with one offset and scale for each channel or coordinate}
     *
     * @param offsets the numbers subtracted first, at least one; finite
     * @param scales as many divisors; finite and above 0
     * @throws IllegalArgumentException if the lists differ in length, an offset is not finite, or a scale not finite and above
     *     0
     */
    public static InputScaling ofGroups(List<Double> offsets, List<Double> scales) {
        if (offsets.isEmpty() || offsets.size() != scales.size()) {
            throw new IllegalArgumentException("there must be as many offsets as scales, at least one, got "
                    + offsets.size() + " and " + scales.size());
        }
        return new InputScaling(array(offsets), array(scales), false);
    }

    /** {@return the scaling that divides each vector by its length; a vector of zeros stays a vector of zeros} */
    public static InputScaling toUnitLength() {
        return new InputScaling(new double[] {0}, new double[] {1}, true);
    }

    /** {@return the number that is subtracted from the values of each group} */
    public List<Double> offsets() {
        return Arrays.stream(offsets).boxed().toList();
    }

    /** {@return the divisor of the values of each group} */
    public List<Double> scales() {
        return Arrays.stream(scales).boxed().toList();
    }

    /** {@return whether each vector is divided by its length} */
    public boolean isToUnitLength() {
        return toUnitLength;
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Scales the values of one sample in place.
     *
     * @param values holds the stored values, which are overwritten
     * @param from the index of the sample's first value
     * @param count the number of values of a sample, a multiple of the number of groups
     */
    public void apply(float[] values, int from, int count) {
        if (toUnitLength) {
            divideByLength(values, from, count);
            return;
        }
        int each = count / offsets.length;
        for (int group = 0, at = from; group < offsets.length; group++) {
            for (int end = at + each; at < end; at++) {
                values[at] = (float) ((values[at] - offsets[group]) / scales[group]);
            }
        }
    }

    private static void divideByLength(float[] values, int from, int count) {
        double squares = 0;
        for (int i = from; i < from + count; i++) {
            squares += (double) values[i] * values[i];
        }
        double length = Math.max(Math.sqrt(squares), LEAST_LENGTH);
        for (int i = from; i < from + count; i++) {
            values[i] = (float) (values[i] / length);
        }
    }

    /** {@return for each group, the scaled value of every pixel value from 0 to 255} */
    float[][] tables() {
        if (toUnitLength) {
            throw new IllegalStateException("images are not scaled by their length");
        }
        float[][] tables = new float[offsets.length][ImageSet.MAX_PIXEL + 1];
        for (float[] table : tables) {
            for (int pixel = 0; pixel < table.length; pixel++) {
                table[pixel] = pixel;
            }
        }
        for (int group = 0; group < tables.length; group++) {
            InputScaling.of(offsets[group], scales[group]).apply(tables[group], 0, tables[group].length);
        }
        return tables;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof InputScaling scaling
                && Arrays.equals(offsets, scaling.offsets)
                && Arrays.equals(scales, scaling.scales)
                && toUnitLength == scaling.toUnitLength;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {Arrays.hashCode(offsets), Arrays.hashCode(scales), toUnitLength ? 1 : 0});
    }

    @Override
    public String toString() {
        return toUnitLength ? "x / |x|" : "(x - " + Arrays.toString(offsets) + ") / " + Arrays.toString(scales);
    }
}
