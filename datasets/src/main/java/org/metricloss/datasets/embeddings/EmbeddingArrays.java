package org.metricloss.datasets.embeddings;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.formats.FileException;
import org.metricloss.formats.FloatMatrix;
import org.metricloss.formats.NpzFile;
import org.metricloss.formats.StoredArray;

/**
 * Reads embeddings from NumPy arrays: {@code embeddings} [n, d] of floats or integers and {@code labels} [n] of
 * integers, bool, texts or whole numbers; or, as in the artifacts of a run, {@code testEmbeddings} and {@code
 * testLabels}, with {@code trainEmbeddings}, {@code trainLabels} and {@code testPredictions} if they exist. Other
 * arrays are not read.
 */
final class EmbeddingArrays {
    private final Path file;
    private final NpzFile arrays;

    private EmbeddingArrays(Path file, NpzFile arrays) {
        this.file = file;
        this.arrays = arrays;
    }

    static EmbeddingFile read(Path file) {
        try (NpzFile arrays = NpzFile.open(file)) {
            return new EmbeddingArrays(file, arrays).embeddings();
        }
    }

    static VectorFile vectors(Path file) {
        try (NpzFile arrays = NpzFile.open(file)) {
            return new EmbeddingArrays(file, arrays).vectors();
        }
    }

    static InputVectors inputs(Path file) {
        try (NpzFile arrays = NpzFile.open(file)) {
            return new EmbeddingArrays(file, arrays).inputs();
        }
    }

    private InputVectors inputs() {
        List<String> names = arrays.names();
        String name = names.contains("embeddings") ? "embeddings" : "testEmbeddings";
        if (!names.contains(name)) {
            throw mustHold("the array embeddings, and labels if there are any", names);
        }
        FloatMatrix matrix = arrays.matrix(name).orElseThrow(() -> missing(name));
        String labels = name.equals("embeddings") ? "labels" : "testLabels";
        return new InputVectors(
                matrix,
                names.contains(labels) ? Optional.of(labels(labels, matrix.rows())) : Optional.empty(),
                List.of());
    }

    private VectorFile vectors() {
        List<String> names = arrays.names();
        if (names.contains("embeddings")) {
            return new VectorFile(vectors("embeddings", "labels"), Optional.empty(), List.of());
        }
        requireTestEmbeddings(names);
        Optional<LabelledVectors> training = names.contains("trainEmbeddings")
                ? Optional.of(vectors("trainEmbeddings", "trainLabels"))
                : Optional.empty();
        return new VectorFile(vectors("testEmbeddings", "testLabels"), training, List.of());
    }

    private LabelledVectors vectors(String name, String labelName) {
        FloatMatrix matrix = arrays.matrix(name).orElseThrow(() -> missing(name));
        List<String> labels = labels(labelName, matrix.rows());
        try {
            return new LabelledVectors(matrix.values(), matrix.columns(), labels);
        } catch (IllegalArgumentException refused) {
            throw new FileException(file + ": " + name + ": " + refused.getMessage(), refused);
        }
    }

    private void requireTestEmbeddings(List<String> names) {
        if (!names.contains("testEmbeddings")) {
            throw mustHold("the arrays embeddings and labels, or testEmbeddings and testLabels", names);
        }
    }

    private FileException mustHold(String what, List<String> names) {
        return new FileException("%s: must hold %s, found %s"
                .formatted(file, what, names.isEmpty() ? "none" : String.join(", ", names)));
    }

    private EmbeddingFile embeddings() {
        List<String> names = arrays.names();
        if (names.contains("embeddings")) {
            StoredArray values = values("embeddings");
            List<int[]> labels = Labels.numbers(List.of(labels("labels", values.shape()[0])));
            return file(embeddings("embeddings", values, labels.get(0)), Optional.empty(), Optional.empty());
        }
        requireTestEmbeddings(names);
        boolean withReference = names.contains("trainEmbeddings");
        boolean withPredictions = names.contains("testPredictions");
        StoredArray testValues = values("testEmbeddings");
        List<List<String>> texts =
                new ArrayList<>(List.of(labels("testLabels", testValues.shape()[0])));
        texts.add(withPredictions ? labels("testPredictions", testValues.shape()[0]) : List.of());
        Optional<StoredArray> trainValues = withReference ? Optional.of(values("trainEmbeddings")) : Optional.empty();
        trainValues.ifPresent(values -> texts.add(labels("trainLabels", values.shape()[0])));
        List<int[]> labels = Labels.numbers(texts);
        Embeddings test = embeddings("testEmbeddings", testValues, labels.get(0));
        Optional<Embeddings> reference =
                trainValues.map(values -> embeddings("trainEmbeddings", values, labels.get(2)));
        if (reference.isPresent() && reference.get().dimension() != test.dimension()) {
            throw new FileException(file + ": trainEmbeddings must have as many columns as testEmbeddings, "
                    + test.dimension() + ", found " + reference.get().dimension());
        }
        return file(test, reference, withPredictions ? Optional.of(labels.get(1)) : Optional.empty());
    }

    private EmbeddingFile file(Embeddings test, Optional<Embeddings> reference, Optional<int[]> predictions) {
        return EmbeddingFile.of(test, reference, predictions, List.of());
    }

    /** Returns an array of numbers, [n, d]. */
    private StoredArray values(String name) {
        StoredArray array = array(name);
        if (array.shape().length != 2 || array.isText()) {
            throw new FileException(
                    "%s: %s must be [n, d] of floats or integers, found %s".formatted(file, name, array.describe()));
        }
        return array;
    }

    private Embeddings embeddings(String name, StoredArray array, int[] labels) {
        try {
            return Embeddings.of(array.numbers(), array.shape()[1], labels);
        } catch (IllegalArgumentException refused) {
            throw new FileException(file + ": " + name + ": " + refused.getMessage(), refused);
        }
    }

    /** Returns the labels as text, one for each row of the values. */
    private List<String> labels(String name, int rows) {
        StoredArray array = array(name);
        if (!Arrays.equals(array.shape(), new int[] {rows})) {
            throw new FileException("%s: %s must be [%s], a label for each row of the embeddings, found %s"
                    .formatted(file, name, rows, array.describe()));
        }
        return array.isFloat()
                ? Arrays.stream(array.doubles())
                        .mapToObj(value -> wholeNumber(name, value))
                        .toList()
                : Arrays.stream(array.texts()).map(text -> label(name, text)).toList();
    }

    private String label(String name, String text) {
        if (text.isBlank()) {
            throw new FileException(file + ": " + name + ": a label is missing");
        }
        return text.strip();
    }

    private String wholeNumber(String name, double value) {
        if (!(value == Math.rint(value) && Math.abs(value) < 0x1p62)) {
            throw new FileException(file + ": " + name + " must be whole numbers or texts, found " + value);
        }
        return new BigDecimal(value).toString();
    }

    private StoredArray array(String name) {
        return arrays.array(name).orElseThrow(() -> missing(name));
    }

    private FileException missing(String name) {
        return new FileException(file + ": the array " + name + " is missing");
    }
}
