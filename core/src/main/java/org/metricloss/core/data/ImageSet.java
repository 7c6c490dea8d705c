package org.metricloss.core.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * Labelled images of one shape, one unsigned byte per value: MNIST's 60,000 training images take 47 MB.
 *
 * <p>Images are numbered from 0, and each belongs to one class, an index into {@link #classNames()}. A class may have
 * no image here, because the parts of a data set share one list of classes. Immutable; {@link #select} returns views
 * that share the pixels.
 */
public final class ImageSet {
    /** The largest value that a pixel can have. */
    public static final int MAX_PIXEL = 255;

    private final ImageShape shape;
    private final int maxValue;
    private final List<String> classNames;
    private final byte[] pixels;
    private final int[] rows;
    private final int[] labels;

    private ImageSet(ImageShape shape, int maxValue, List<String> classNames, byte[] pixels, int[] rows, int[] labels) {
        this.shape = shape;
        this.maxValue = maxValue;
        this.classNames = classNames;
        this.pixels = pixels;
        this.rows = rows;
        this.labels = labels;
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
        if (!(maxValue >= 1 && maxValue <= MAX_PIXEL)) {
            throw new IllegalArgumentException("maxValue must be from 1 to 255, got " + maxValue);
        }
        List<String> names = List.copyOf(classNames);
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("class names must be different and at least one, got " + names);
        }
        if (pixels.length != (long) labels.length * shape.values()) {
            throw new IllegalArgumentException(labels.length + " images of " + shape + " have "
                    + (long) labels.length * shape.values() + " pixels, got " + pixels.length);
        }
        int[] ownLabels = labels.clone();
        for (int i = 0; i < ownLabels.length; i++) {
            if (!(ownLabels[i] >= 0 && ownLabels[i] < names.size())) {
                throw new IllegalArgumentException(
                        "label must be from 0 to " + (names.size() - 1) + ", got " + ownLabels[i] + " for image " + i);
            }
        }
        requireAtMost(maxValue, pixels);
        int[] rows = new int[ownLabels.length];
        Arrays.setAll(rows, i -> i);
        return new ImageSet(shape, maxValue, names, pixels, rows, ownLabels);
    }

    private static void requireAtMost(int maxValue, byte[] pixels) {
        for (int i = 0; maxValue < MAX_PIXEL && i < pixels.length; i++) {
            if (Byte.toUnsignedInt(pixels[i]) > maxValue) {
                throw new IllegalArgumentException("pixel must be from 0 to " + maxValue + ", got "
                        + Byte.toUnsignedInt(pixels[i]) + " at position " + i);
            }
        }
    }

    /** {@return n, the number of images} */
    public int size() {
        return rows.length;
    }

    /** {@return the shape of each image} */
    public ImageShape shape() {
        return shape;
    }

    /** {@return the largest value that a pixel may have} */
    public int maxValue() {
        return maxValue;
    }

    /** {@return the original name of each class} */
    public List<String> classNames() {
        return classNames;
    }

    /** {@return the number of classes, including those without an image here} */
    public int classCount() {
        return classNames.size();
    }

    /**
     * {@return the image's class index}
     *
     * @param image from 0 to n - 1
     */
    public int label(int image) {
        return labels[Objects.checkIndex(image, labels.length)];
    }

    /** {@return a copy of the class index of every image} */
    public int[] labels() {
        return labels.clone();
    }

    /**
     * {@return the class indices of the given images, in the same order}
     *
     * @param indices images from 0 to n - 1, repetitions allowed
     */
    public int[] labels(int[] indices) {
        int[] selected = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = label(indices[i]);
        }
        return selected;
    }

    /**
     * {@return the images of each class in ascending order, [classes][images of the class]; empty for a class without
     * images}
     */
    public int[][] imagesByClass() {
        int[] counts = new int[classCount()];
        for (int label : labels) {
            counts[label]++;
        }
        int[][] byClass = new int[counts.length][];
        Arrays.setAll(byClass, c -> new int[counts[c]]);
        for (int i = labels.length - 1; i >= 0; i--) {
            byClass[labels[i]][--counts[labels[i]]] = i;
        }
        return byClass;
    }

    /** {@return one value of one image, from 0 to {@link #maxValue()}} */
    public int pixel(int image, int channel, int row, int column) {
        Objects.checkIndex(channel, shape.channels());
        Objects.checkIndex(row, shape.height());
        Objects.checkIndex(column, shape.width());
        int position = (channel * shape.height() + row) * shape.width() + column;
        return Byte.toUnsignedInt(pixels[start(image) + position]);
    }

    /**
     * Returns a view of some of the images. It shares the pixels and numbers its images from 0.
     *
     * @param indices images from 0 to n - 1, repetitions allowed, copied
     * @return the view
     * @throws IndexOutOfBoundsException if an index is outside 0 .. n-1
     */
    public ImageSet select(int[] indices) {
        int[] selectedRows = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selectedRows[i] = rows[Objects.checkIndex(indices[i], rows.length)];
        }
        return new ImageSet(shape, maxValue, classNames, pixels, selectedRows, labels(indices));
    }

    /**
     * Writes scaled images one after the other, channel first, from the start of the target.
     *
     * @param indices images from 0 to n - 1, repetitions allowed
     * @param scaling the scaling from pixel values to network inputs
     * @param target [indices.length, channels, height, width], overwritten; later elements are left unchanged
     * @throws IndexOutOfBoundsException if an index is outside 0 .. n-1; the target may then be partly written
     * @throws IllegalArgumentException if the target is too small
     */
    public void copy(int[] indices, PixelScaling scaling, float[] target) {
        int values = shape.values();
        if (target.length < (long) indices.length * values) {
            throw new IllegalArgumentException("target must hold " + indices.length + " images of " + values
                    + " values, got " + target.length + " places");
        }
        float[] scaled = scaling.table();
        int position = 0;
        for (int image : indices) {
            int start = start(image);
            for (int i = start; i < start + values; i++) {
                target[position++] = scaled[Byte.toUnsignedInt(pixels[i])];
            }
        }
    }

    /** {@return how often each pixel value from 0 to 255 occurs} */
    long[] histogram() {
        long[] counts = new long[MAX_PIXEL + 1];
        for (int image = 0; image < rows.length; image++) {
            int start = start(image);
            for (int i = start; i < start + shape.values(); i++) {
                counts[Byte.toUnsignedInt(pixels[i])]++;
            }
        }
        return counts;
    }

    /** Feeds the digest the raw pixels of all images in order, then their labels as 4-byte big-endian integers. */
    void digestInto(MessageDigest digest) {
        for (int image = 0; image < rows.length; image++) {
            digest.update(pixels, start(image), shape.values());
        }
        ByteBuffer labelBytes = ByteBuffer.allocate(Integer.BYTES * labels.length);
        labelBytes.asIntBuffer().put(labels);
        digest.update(labelBytes);
    }

    /**
     * Feeds the digest the number of images and the position of each among the images that share the pixels, as 4-byte
     * big-endian integers.
     */
    void digestPlacesInto(MessageDigest digest) {
        ByteBuffer places = ByteBuffer.allocate(Integer.BYTES * (1 + rows.length));
        places.asIntBuffer().put(rows.length).put(rows);
        digest.update(places);
    }

    private int start(int image) {
        return rows[Objects.checkIndex(image, rows.length)] * shape.values();
    }

    @Override
    public String toString() {
        return size() + " images of " + shape + " in " + classCount() + " classes";
    }
}
