package org.metricloss.datasets.embeddings;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Vectors of finite 32-bit numbers and the name of the class of each.
 *
 * @param values [n, d], row-major. The array is not copied, because it may fill much of the memory; it must not be
 *     changed.
 * @param dimension d, at least 1
 * @param labels the n names, as they are written; see {@link #named}
 */
public record LabelledVectors(float[] values, int dimension, List<String> labels) {
    /** @throws IllegalArgumentException if there is no vector, the sizes do not match, or a value is not finite */
    public LabelledVectors {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || !(dimension >= 1)) {
            throw new IllegalArgumentException("there must be at least one vector of at least one number, got %s of %s"
                    .formatted(labels.size(), dimension));
        }
        if (values.length != (long) labels.size() * dimension) {
            throw new IllegalArgumentException("%s labels and dimension %s need %s values, got %s"
                    .formatted(labels.size(), dimension, (long) labels.size() * dimension, values.length));
        }
        requireFinite(values, dimension);
    }

    /** @throws IllegalArgumentException if a value is not finite */
    static void requireFinite(float[] values, int dimension) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "values must be finite as 32-bit numbers, found %s in row %s, column %s"
                                .formatted(values[i], i / dimension, i % dimension));
            }
        }
    }

    /** {@return n, the number of vectors} */
    public int size() {
        return labels.size();
    }

    /**
     * {@return the same vectors with names of classes that agree in all parts: if all labels of all parts are numbers, those
     * of equal value get one name, such as 1 for 1, 01 and 1.0}
     *
     * @param parts the parts of a data set
     */
    public static List<LabelledVectors> named(List<LabelledVectors> parts) {
        List<List<String>> names =
                Labels.names(parts.stream().map(LabelledVectors::labels).toList());
        return IntStream.range(0, parts.size())
                .mapToObj(i -> {
                    LabelledVectors part = parts.get(i);
                    return names.get(i).equals(part.labels())
                            ? part
                            : new LabelledVectors(part.values(), part.dimension(), names.get(i));
                })
                .toList();
    }

    /** {@return the labels of some parts, one after the other, as numbers; equal labels have equal numbers} */
    public static int[] numbers(List<LabelledVectors> parts) {
        return Labels.numbers(parts.stream().map(LabelledVectors::labels).toList()).stream()
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /** {@return different names in ascending order: by value if all are numbers, otherwise as text} */
    public static List<String> sortedClasses(Collection<String> names) {
        return Labels.sorted(names);
    }
}
