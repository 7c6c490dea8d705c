package org.metricloss.core.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.List;
import org.metricloss.core.array.Shape;

/** Labelled vectors of d finite numbers each, such as the features that another model computed. Immutable. */
public final class VectorSet extends SampleSet {
    private final int dimension;
    private final float[] values;

    private VectorSet(int dimension, List<String> classNames, float[] values, int[] rows, int[] labels) {
        super(classNames, rows, labels);
        this.dimension = dimension;
        this.values = values;
    }

    /**
     * Makes a set of vectors.
     *
     * @param dimension d, the length of a vector, at least 1
     * @param classNames the name of each class, all different, at least one
     * @param values [n, d], row-major, finite. The array is not copied, because it may fill much of the memory; the
     *     caller must not change it afterwards.
     * @param labels n class indices from 0 to classes - 1, copied
     * @return the set
     * @throws IllegalArgumentException if the sizes do not match, a value is not finite, or a label is out of range
     */
    public static VectorSet of(int dimension, List<String> classNames, float[] values, int[] labels) {
        if (!(dimension >= 1)) {
            throw new IllegalArgumentException("dimension must be >= 1, got " + dimension);
        }
        List<String> names = requireNames(classNames);
        if (values.length != (long) labels.length * dimension) {
            throw new IllegalArgumentException(labels.length + " vectors of " + dimension + " have "
                    + (long) labels.length * dimension + " values, got " + values.length);
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("values must be finite as 32-bit numbers, got " + values[i]
                        + " in vector " + i / dimension + ", coordinate " + i % dimension);
            }
        }
        return new VectorSet(dimension, names, values, allRows(labels.length), requireLabels("vector", labels, names));
    }

    /** {@return d, the length of a vector} */
    public int dimension() {
        return dimension;
    }

    @Override
    public Shape inputShape() {
        return Shape.of(dimension);
    }

    @Override
    public String noun() {
        return "vectors";
    }

    @Override
    public void copy(int[] indices, InputScaling scaling, float[] target) {
        requirePlaces(indices, target);
        for (int i = 0; i < indices.length; i++) {
            int from = i * dimension;
            System.arraycopy(values, row(indices[i]) * dimension, target, from, dimension);
            scaling.apply(target, from, dimension);
        }
    }

    /** Returns one stored number. */
    double value(int vector, int coordinate) {
        return values[row(vector) * dimension + coordinate];
    }

    @Override
    List<Object> form() {
        return List.of(noun(), dimension);
    }

    @Override
    SampleSet view(List<String> names, int[] selectedRows, int[] selectedLabels) {
        return new VectorSet(dimension, names, values, selectedRows, selectedLabels);
    }

    @Override
    SampleSet joined(SampleSet other, int[] allLabels) {
        float[] all = new float[allLabels.length * dimension];
        int place = 0;
        for (SampleSet part : List.of(this, other)) {
            VectorSet vectors = (VectorSet) part;
            for (int i = 0; i < part.size(); i++) {
                System.arraycopy(vectors.values, vectors.row(i) * dimension, all, place, dimension);
                place += dimension;
            }
        }
        return new VectorSet(dimension, classNames(), all, allRows(allLabels.length), allLabels);
    }

    @Override
    void digestFormInto(MessageDigest digest) {
        digest.update(bytes(size(), dimension, classCount()));
    }

    @Override
    void digestValuesInto(MessageDigest digest) {
        byte[] row = new byte[dimension * Float.BYTES];
        for (int i = 0; i < size(); i++) {
            ByteBuffer.wrap(row).asFloatBuffer().put(values, row(i) * dimension, dimension);
            digest.update(row);
        }
    }

    @Override
    String shapeText() {
        return dimension + " numbers";
    }
}
