package org.metricloss.core.data;

import java.security.MessageDigest;
import java.util.List;
import java.util.Objects;
import org.metricloss.core.array.Shape;

/**
 * Labelled images of one shape, one unsigned byte per value: MNIST's 60,000 training images take 47 MB. The pixels are in
 * memory or in a file, see {@link Pixels}. Immutable.
 */
public final class ImageSet extends SampleSet {
    /** The largest value that a pixel can have. */
    public static final int MAX_PIXEL = 255;

    private final ImageShape shape;
    private final int maxValue;
    private final Pixels pixels;

    private ImageSet(ImageShape shape, int maxValue, List<String> classNames, Pixels pixels, int[] rows, int[] labels) {
        super(classNames, rows, labels);
        this.shape = shape;
        this.maxValue = maxValue;
        this.pixels = pixels;
    }

    /**
     * Makes a set of images.
     *
     * @param shape the shape of each image
     * @param maxValue the largest value that a pixel may have, such as 255 or 16; from 1 to 255
     * @param classNames the name of each class, all different, at least one
     * @param pixels [n, channels, height, width] unsigned bytes. The array is not copied, because it may fill much of
     *     the memory; the caller must not change it afterwards.
     * @param labels n class indices from 0 to classes - 1, copied
     * @return the set
     * @throws IllegalArgumentException if the sizes do not match, or a value or label is out of range
     */
    public static ImageSet of(ImageShape shape, int maxValue, List<String> classNames, byte[] pixels, int[] labels) {
        if (pixels.length != (long) labels.length * shape.values()) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " have "
                    + (long) labels.length * shape.values() + " pixels, got " + pixels.length);
        }
        return of(shape, maxValue, classNames, Pixels.of(pixels, shape.values()), labels);
    }

    /**
     * Makes a set of images whose pixels may be in a file.
     *
     * @param shape the shape of each image
     * @param maxValue the largest value that a pixel may have; from 1 to 255. With 255 the pixels are not read here.
     * @param classNames the name of each class, all different, at least one
     * @param pixels n images
     * @param labels n class indices from 0 to classes - 1, copied
     * @return the set
     * @throws IllegalArgumentException if the sizes do not match, or a value or label is out of range
     */
    public static ImageSet of(ImageShape shape, int maxValue, List<String> classNames, Pixels pixels, int[] labels) {
        if (!(maxValue >= 1 && maxValue <= MAX_PIXEL)) {
            throw new IllegalArgumentException("maxValue must be from 1 to 255, got " + maxValue);
        }
        List<String> names = requireNames(classNames);
        if (pixels.images() != labels.length || pixels.values() != shape.values()) {
            throw new IllegalArgumentException(
                    "%s labels and images of %s need as many images of %s values, got %s of %s"
                            .formatted(labels.length, shape, shape.values(), pixels.images(), pixels.values()));
        }
        int[] ownLabels = requireLabels("image", labels, names);
        ImageSet set = new ImageSet(shape, maxValue, names, pixels, allRows(ownLabels.length), ownLabels);
        set.requireAtMost(maxValue);
        return set;
    }

    private void requireAtMost(int most) {
        byte[] image = new byte[shape.values()];
        for (int i = 0; most < MAX_PIXEL && i < size(); i++) {
            read(i, image, 0);
            for (int k = 0; k < image.length; k++) {
                if (Byte.toUnsignedInt(image[k]) > most) {
                    throw new IllegalArgumentException("pixel must be from 0 to " + most + ", got "
                            + Byte.toUnsignedInt(image[k]) + " at position " + ((long) i * image.length + k));
                }
            }
        }
    }

    /** {@return the shape of each image} */
    public ImageShape shape() {
        return shape;
    }

    @Override
    public Shape inputShape() {
        return shape.toShape();
    }

    @Override
    public String noun() {
        return "images";
    }

    @Override
    public ImageSet select(int[] indices) {
        return (ImageSet) super.select(indices);
    }

    /** {@return the largest value that a pixel may have} */
    public int maxValue() {
        return maxValue;
    }

    /** {@return one value of one image, from 0 to {@link #maxValue()}} */
    public int pixel(int image, int channel, int row, int column) {
        Objects.checkIndex(channel, shape.channels());
        Objects.checkIndex(row, shape.height());
        Objects.checkIndex(column, shape.width());
        int position = (channel * shape.height() + row) * shape.width() + column;
        return pixels.value(row(image), position);
    }

    /**
     * Copies the values of one image as they are, [channels, height, width] unsigned bytes from 0 to {@link #maxValue()}.
     *
     * @param image from 0 to n - 1
     * @param target receives the values of {@link #shape()}
     * @param offset the position in the target of the first value
     */
    public void read(int image, byte[] target, int offset) {
        pixels.read(row(image), target, offset);
    }

    @Override
    public boolean isInMemory() {
        return pixels.isInMemory();
    }

    @Override
    public void copy(int[] indices, InputScaling scaling, float[] target) {
        requirePlaces(indices, target);
        int values = shape.values();
        float[][] scaled = scaling.tables();
        int each = values / scaled.length;
        int position = 0;
        byte[] image = new byte[values];
        for (int index : indices) {
            read(index, image, 0);
            int from = 0;
            for (float[] table : scaled) {
                int end = from + each;
                for (int i = from; i < end; i++) {
                    target[position++] = table[Byte.toUnsignedInt(image[i])];
                }
                from = end;
            }
        }
    }

    /** {@return how often each pixel value from 0 to 255 occurs in a channel} */
    long[] histogram(int channel) {
        long[] counts = new long[MAX_PIXEL + 1];
        int each = shape.height() * shape.width();
        byte[] image = new byte[shape.values()];
        for (int i = 0; i < size(); i++) {
            read(i, image, 0);
            for (int k = channel * each; k < (channel + 1) * each; k++) {
                counts[Byte.toUnsignedInt(image[k])]++;
            }
        }
        return counts;
    }

    @Override
    List<Object> form() {
        return List.of(noun(), shape, maxValue);
    }

    @Override
    SampleSet view(List<String> names, int[] selectedRows, int[] selectedLabels) {
        return new ImageSet(shape, maxValue, names, pixels, selectedRows, selectedLabels);
    }

    @Override
    SampleSet joined(SampleSet other, int[] allLabels) {
        int values = shape.values();
        byte[] all = new byte[allLabels.length * values];
        int place = 0;
        for (SampleSet part : List.of(this, other)) {
            ImageSet images = (ImageSet) part;
            for (int i = 0; i < part.size(); i++) {
                images.read(i, all, place);
                place += values;
            }
        }
        return new ImageSet(
                shape, maxValue, classNames(), Pixels.of(all, values), allRows(allLabels.length), allLabels);
    }

    @Override
    void digestFormInto(MessageDigest digest) {
        digest.update(bytes(size(), shape.channels(), shape.height(), shape.width(), maxValue, classCount()));
    }

    @Override
    void digestValuesInto(MessageDigest digest) {
        byte[] image = new byte[shape.values()];
        for (int i = 0; i < size(); i++) {
            read(i, image, 0);
            digest.update(image);
        }
    }

    @Override
    String shapeText() {
        return shape.toString();
    }
}
