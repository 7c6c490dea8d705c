package org.metricloss.datasets.embeddings;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.datasets.DatasetException;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;

/**
 * Embeddings as NumPy arrays: {@code embeddings} [n, d] of float32 or float64 and {@code labels} [n] of int32 or int64; or, as
 * in a run's artifacts, {@code testEmbeddings} and {@code testLabels}, with {@code trainEmbeddings}, {@code trainLabels} and
 * {@code testPredictions} where they are there.
 */
final class EmbeddingArrays {
    private final Path file;
    private final Map<String, NpyArray> arrays;

    private EmbeddingArrays(Path file, Map<String, NpyArray> arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    static EmbeddingFile read(Path file) {
        return new EmbeddingArrays(file, Npz.read(file)).embeddings();
    }

    private EmbeddingFile embeddings() {
        if (arrays.containsKey("embeddings")) {
            return EmbeddingFile.of(embeddings("embeddings", "labels"), Optional.empty(), Optional.empty());
        }
        if (!arrays.containsKey("testEmbeddings")) {
            Set<String> found = new LinkedHashSet<>(arrays.keySet());
            throw new DatasetException(file + ": must hold the arrays embeddings and labels, or testEmbeddings and"
                    + " testLabels, found " + String.join(", ", found));
        }
        Embeddings test = embeddings("testEmbeddings", "testLabels");
        Optional<Embeddings> reference = arrays.containsKey("trainEmbeddings")
                ? Optional.of(embeddings("trainEmbeddings", "trainLabels"))
                : Optional.empty();
        if (reference.isPresent() && reference.get().dimension() != test.dimension()) {
            throw new DatasetException(file + ": trainEmbeddings must have as many columns as testEmbeddings, "
                    + test.dimension() + ", found " + reference.get().dimension());
        }
        Optional<int[]> predictions = arrays.containsKey("testPredictions")
                ? Optional.of(labels("testPredictions", test.rows()))
                : Optional.empty();
        return EmbeddingFile.of(test, reference, predictions);
    }

    private Embeddings embeddings(String values, String labels) {
        NpyArray array = arrays.get(values);
        int[] shape = array.shape();
        boolean real = array.type() == NpyArray.Type.FLOAT32 || array.type() == NpyArray.Type.FLOAT64;
        if (shape.length != 2 || !real) {
            throw new DatasetException("%s: %s must be [n, d] of float32 or float64, found %s of %s"
                    .formatted(file, values, Arrays.toString(shape), array.type()));
        }
        int[] ownLabels = labels(labels, shape[0]);
        try {
            return array.type() == NpyArray.Type.FLOAT32
                    ? Embeddings.of(array.floats(), shape[1], ownLabels)
                    : Embeddings.of(array.doubles(), shape[1], ownLabels);
        } catch (IllegalArgumentException refused) {
            throw new DatasetException(file + ": " + values + ": " + refused.getMessage(), refused);
        }
    }

    private int[] labels(String name, int rows) {
        NpyArray array = arrays.get(name);
        if (array == null) {
            throw new DatasetException(file + ": the array " + name + " is missing");
        }
        boolean whole = array.type() == NpyArray.Type.INT32 || array.type() == NpyArray.Type.INT64;
        if (array.shape().length != 1 || array.shape()[0] != rows || !whole) {
            throw new DatasetException("%s: %s must be [%s] of int32 or int64, found %s of %s"
                    .formatted(file, name, rows, Arrays.toString(array.shape()), array.type()));
        }
        if (array.type() == NpyArray.Type.INT32) {
            return array.ints();
        }
        long[] labels = array.longs();
        if (LongStream.of(labels).anyMatch(label -> label != (int) label)) {
            throw new DatasetException(file + ": " + name + " must fit 32 bits, found a greater label");
        }
        return LongStream.of(labels).mapToInt(label -> (int) label).toArray();
    }
}
