package org.metricloss.core.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.metricloss.core.array.Shape;

/**
 * Labelled samples of one shape.
 *
 * <p>Samples are numbered from 0, and each belongs to one class, an index into {@link #classNames()}. A class may have
 * no sample here, because the parts of a data set share one list of classes. Immutable; {@link #select} returns views
 * that share the values.
 */
public abstract sealed class SampleSet permits ImageSet, VectorSet {
    private final List<String> classNames;
    private final int[] rows;
    private final int[] labels;

    /**
     * Takes ownership of the arrays.
     *
     * @param rows the place of each sample among the stored values
     */
    SampleSet(List<String> classNames, int[] rows, int[] labels) {
        this.classNames = classNames;
        this.rows = rows;
        this.labels = labels;
    }

    /** Returns the names as an immutable list, if they are different and there is at least one. */
    static List<String> requireNames(List<String> classNames) {
        List<String> names = List.copyOf(classNames);
        if (names.isEmpty() || new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("there must be at least one class name and no name twice, got " + names);
        }
        return names;
    }

    /** Returns a copy of the labels, if each is the index of a class. */
    static int[] requireLabels(String sample, int[] labels, List<String> names) {
        int[] own = labels.clone();
        for (int i = 0; i < own.length; i++) {
            if (!(own[i] >= 0 && own[i] < names.size())) {
                throw new IllegalArgumentException("label must be from 0 to " + (names.size() - 1) + ", got " + own[i]
                        + " for " + sample + " " + i);
            }
        }
        return own;
    }

    /** Returns 0, 1, ..., n - 1. */
    static int[] allRows(int n) {
        int[] rows = new int[n];
        Arrays.setAll(rows, i -> i);
        return rows;
    }

    /** {@return the shape of each sample: [channels, height, width] of an image, [d] of a vector} */
    public abstract Shape inputShape();

    /** {@return what the samples are, in the plural: images or vectors} */
    public abstract String noun();

    /**
     * Writes scaled samples one after the other from the start of the target.
     *
     * @param indices samples from 0 to n - 1, repetitions allowed
     * @param scaling the scaling from stored values to network inputs
     * @param target [indices.length, ...{@link #inputShape()}], overwritten; later elements are left unchanged
     * @throws IndexOutOfBoundsException if an index is outside 0 .. n-1; the target may then be partly written
     * @throws IllegalArgumentException if the target is too small
     */
    public abstract void copy(int[] indices, InputScaling scaling, float[] target);

    /**
     * Returns a view of some of the samples. It shares the values and numbers its samples from 0.
     *
     * @param indices samples from 0 to n - 1, repetitions allowed, copied
     * @return the view
     * @throws IndexOutOfBoundsException if an index is outside 0 .. n-1
     */
    public SampleSet select(int[] indices) {
        int[] selected = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = rows[Objects.checkIndex(indices[i], rows.length)];
        }
        return view(classNames, selected, labels(indices));
    }

    /**
     * {@return the same samples with other classes, sharing the values}
     *
     * @param names the name of each class, all different, at least one
     * @param labels n class indices from 0 to classes - 1, copied
     * @throws IllegalArgumentException if the names repeat, or the labels do not fit
     */
    public final SampleSet labelled(List<String> names, int[] labels) {
        if (labels.length != rows.length) {
            throw new IllegalArgumentException(
                    "there must be one label per sample, got " + labels.length + " for " + rows.length);
        }
        List<String> own = requireNames(names);
        return view(own, rows, requireLabels("sample", labels, own));
    }

    /**
     * {@return the samples of this set and then those of another, with the classes of this set; the values are copied}
     *
     * @param other samples of the same kind, shape and list of classes
     * @throws IllegalArgumentException if the sets differ in one of these, or no array can hold all values
     */
    public final SampleSet followedBy(SampleSet other) {
        requireSameForm("the parts", other);
        int[] all = Arrays.copyOf(labels, labels.length + other.labels.length);
        System.arraycopy(other.labels, 0, all, labels.length, other.labels.length);
        long values = (long) all.length * inputShape().elements();
        if (values > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "%s %s of %s cannot be held in one array".formatted(all.length, noun(), inputShape()));
        }
        return joined(other, all);
    }

    /**
     * Checks that another set has the same form as this one.
     *
     * @param what the two sets, for the message
     * @throws IllegalArgumentException if kind, shape, range of values or classes differ
     */
    final void requireSameForm(String what, SampleSet other) {
        if (!form().equals(other.form()) || !classNames.equals(other.classNames)) {
            throw new IllegalArgumentException(
                    what + " must have one shape, largest value and list of classes, got " + this + " and " + other);
        }
    }

    /** Returns what the values of two sets must have in common. */
    abstract List<Object> form();

    /** Returns a set that shares the values; takes ownership of the arrays. */
    abstract SampleSet view(List<String> names, int[] selectedRows, int[] selectedLabels);

    /** Returns a set with copies of the values of both; takes ownership of the labels. */
    abstract SampleSet joined(SampleSet other, int[] allLabels);

    /** Feeds the digest the numbers that describe the form of the set. */
    abstract void digestFormInto(MessageDigest digest);

    /** Feeds the digest the stored values of all samples in order. */
    abstract void digestValuesInto(MessageDigest digest);

    /** {@return whether the values are in memory, not in a file} */
    public boolean isInMemory() {
        return true;
    }

    /** {@return n, the number of samples} */
    public final int size() {
        return rows.length;
    }

    /** {@return the number of values of a sample} */
    public final int values() {
        return inputShape().elements();
    }

    /** {@return the original name of each class} */
    public final List<String> classNames() {
        return classNames;
    }

    /** {@return the number of classes, including those without a sample here} */
    public final int classCount() {
        return classNames.size();
    }

    /**
     * {@return the sample's class index}
     *
     * @param sample from 0 to n - 1
     */
    public final int label(int sample) {
        return labels[Objects.checkIndex(sample, labels.length)];
    }

    /** {@return a copy of the class index of every sample} */
    public final int[] labels() {
        return labels.clone();
    }

    /**
     * {@return the class indices of the given samples, in the same order}
     *
     * @param indices samples from 0 to n - 1, repetitions allowed
     */
    public final int[] labels(int[] indices) {
        int[] selected = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            selected[i] = label(indices[i]);
        }
        return selected;
    }

    /**
     * {@return the samples of each class in ascending order, [classes][samples of the class]; empty for a class without
     * samples}
     */
    public final int[][] samplesByClass() {
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

    /** Returns the place of a sample among the stored values. */
    final int row(int sample) {
        return rows[Objects.checkIndex(sample, rows.length)];
    }

    /** Checks the length of the target of a copy. */
    final void requirePlaces(int[] indices, float[] target) {
        if (target.length < (long) indices.length * values()) {
            throw new IllegalArgumentException("target must hold " + indices.length + " " + noun() + " of " + values()
                    + " values, got " + target.length + " places");
        }
    }

    /**
     * Feeds the digest the number of samples and the position of each among the samples that share the values, as
     * 4-byte big-endian integers.
     */
    final void digestPlacesInto(MessageDigest digest) {
        ByteBuffer places = ByteBuffer.allocate(Integer.BYTES * (1 + rows.length));
        places.asIntBuffer().put(rows.length).put(rows);
        digest.update(places);
    }

    /** Feeds the digest the labels as 4-byte big-endian integers. */
    final void digestLabelsInto(MessageDigest digest) {
        digest.update(bytes(labels));
    }

    /** Returns numbers as 4-byte big-endian integers. */
    static ByteBuffer bytes(int... numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * numbers.length);
        bytes.asIntBuffer().put(numbers);
        return bytes;
    }

    @Override
    public String toString() {
        return size() + " " + noun() + " of " + shapeText() + " in " + classCount() + " classes";
    }

    /** Returns the shape as messages show it. */
    abstract String shapeText();
}
