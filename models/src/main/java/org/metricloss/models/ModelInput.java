package org.metricloss.models;

import java.util.List;
import org.metricloss.core.array.Shape;
import org.metricloss.core.data.ImageSet;
import org.metricloss.core.data.ImageShape;
import org.metricloss.core.data.InputScaling;
import org.metricloss.core.data.SampleSet;

/**
 * The shape of one input of a model, and how raw values become inputs of its network. A raw value x of channel c
 * becomes {@code (x * maxValue / 255 - offset[c]) / scale[c]} for pixels from 0 to 255, and {@code (x - offset[c]) /
 * scale[c]} for vectors, whose elements are the channels.
 *
 * @param shape (channels, height, width) for images, (d) for vectors; each at least 1
 * @param maxValue the largest value that a pixel has in the data set that the model was trained on, such as 255 or 16;
 *     from 1 to 255, and 255 for vectors
 * @param offset what is subtracted first: one number for all channels or one for each; finite
 * @param scale the divisor: one number for all channels or one for each; finite and above 0
 * @param unitLength whether each input is then divided by its Euclidean norm, at least {@value #LEAST_LENGTH}
 */
public record ModelInput(
        List<Integer> shape, int maxValue, List<Double> offset, List<Double> scale, boolean unitLength) {
    /** The largest value of a pixel. */
    public static final int MAX_PIXEL = 255;

    /** Vectors shorter than this are divided by this length, as {@link InputScaling} does. */
    public static final double LEAST_LENGTH = 1e-12;

    /** @throws IllegalArgumentException if a component is missing or not as described */
    public ModelInput {
        shape = Checks.list("shape", shape);
        offset = Checks.list("offset", offset);
        scale = Checks.list("scale", scale);
        Checks.require(
                (shape.size() == 3 || shape.size() == 1) && shape.stream().allMatch(size -> size >= 1),
                "shape must be [channels, height, width] or [d], each >= 1, got %s",
                shape);
        Checks.require(maxValue >= 1 && maxValue <= MAX_PIXEL, "maxValue must be from 1 to 255, got %s", maxValue);
        for (List<Double> numbers : List.of(offset, scale)) {
            Checks.require(
                    numbers.size() == 1 || numbers.size() == shape.get(0),
                    "offset and scale must have 1 number or %s, one for each channel, got %s",
                    shape.get(0),
                    numbers.size());
        }
        Checks.require(offset.stream().allMatch(Double::isFinite), "offset must be finite, got %s", offset);
        Checks.require(
                scale.stream().allMatch(each -> each > 0 && Double.isFinite(each)),
                "scale must be finite and > 0, got %s",
                scale);
    }

    /**
     * {@return the input of a model that takes images}
     *
     * @param shape the shape of an image
     * @param maxValue the largest value of a pixel in the data set
     * @param scaling the scaling of the data set
     */
    public static ModelInput ofImages(ImageShape shape, int maxValue, InputScaling scaling) {
        return new ModelInput(
                List.of(shape.channels(), shape.height(), shape.width()),
                maxValue,
                scaling.offsets(),
                scaling.scales(),
                scaling.isToUnitLength());
    }

    /**
     * {@return the input of a model that is trained on a data set}
     *
     * @param samples some of its samples
     * @param scaling the scaling of the data set
     */
    public static ModelInput of(SampleSet samples, InputScaling scaling) {
        return samples instanceof ImageSet images
                ? ofImages(images.shape(), images.maxValue(), scaling)
                : new ModelInput(
                        List.of(samples.values()),
                        MAX_PIXEL,
                        scaling.offsets(),
                        scaling.scales(),
                        scaling.isToUnitLength());
    }

    /** {@return the shape, as networks take it} */
    public Shape toShape() {
        return Shape.of(shape.stream().mapToInt(Integer::intValue).toArray());
    }

    /** {@return whether the model takes images; otherwise it takes vectors} */
    public boolean isImage() {
        return shape.size() == 3;
    }

    /** {@return the shape of an image; throws IllegalStateException for a model that takes vectors} */
    public ImageShape imageShape() {
        if (!isImage()) {
            throw new IllegalStateException("the model takes vectors of " + shape.get(0) + " numbers");
        }
        return new ImageShape(shape.get(0), shape.get(1), shape.get(2));
    }

    /** {@return the number of values of one input} */
    public int values() {
        return toShape().elements();
    }

    /**
     * Scales raw inputs in place. Without rescaling to another largest value, the results are those of {@link
     * InputScaling}, bit for bit.
     *
     * @param raw inputs of this shape, one after the other; a multiple of {@link #values()} numbers
     */
    public void scale(float[] raw) {
        int values = values();
        int area = values / shape.get(0);
        for (int i = 0; i < raw.length; i++) {
            int channel = i % values / area;
            double value = maxValue == MAX_PIXEL ? raw[i] : (double) raw[i] * maxValue / MAX_PIXEL;
            raw[i] = (float) ((value - of(offset, channel)) / of(scale, channel));
        }
        if (unitLength) {
            for (int from = 0; from < raw.length; from += values) {
                divideByNorm(raw, from, from + values);
            }
        }
    }

    private static double of(List<Double> numbers, int channel) {
        return numbers.get(numbers.size() == 1 ? 0 : channel);
    }

    private static void divideByNorm(float[] values, int from, int to) {
        double squares = 0;
        for (int i = from; i < to; i++) {
            squares += (double) values[i] * values[i];
        }
        double norm = Math.max(Math.sqrt(squares), LEAST_LENGTH);
        for (int i = from; i < to; i++) {
            values[i] = (float) (values[i] / norm);
        }
    }
}
