package org.metricloss.datasets.embeddings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.formats.FileException;
import org.metricloss.formats.FloatMatrix;
import org.metricloss.formats.NpyFile;

/**
 * Vectors for a model that takes vectors of known length, with labels if the file has them.
 *
 * @param vectors [n, d], finite; n is at least 1
 * @param labels the name of the class of each, if they are known, as it is written; see {@link #named}
 * @param notes how the file was read, one line each; those that begin with {@code warning:} are warnings
 */
public record InputVectors(FloatMatrix vectors, Optional<List<String>> labels, List<String> notes) {
    /** Copies the lists. */
    public InputVectors {
        labels = labels.map(List::copyOf);
        notes = List.copyOf(notes);
    }

    /**
     * {@return the same vectors with names of classes that agree in all files, as in {@link LabelledVectors#named}}
     *
     * @param files the vectors of some files
     */
    public static List<InputVectors> named(List<InputVectors> files) {
        List<List<String>> names = Labels.names(
                files.stream().map(file -> file.labels().orElse(List.of())).toList());
        return IntStream.range(0, files.size())
                .mapToObj(i -> {
                    InputVectors file = files.get(i);
                    return new InputVectors(file.vectors(), file.labels().map(written -> names.get(i)), file.notes());
                })
                .toList();
    }

    /**
     * Reads a .npy file with one array [n, d], the arrays {@code embeddings} and {@code labels} of a .npz file, or CSV by
     * {@link EmbeddingFile#CSV_RULES}. Labels may be missing: a CSV file with d columns, beside an index, of which none is
     * called label has no labels.
     *
     * @param file the file
     * @param dimension d, the length of a vector, at least 1
     * @param options the user's options for the columns of a CSV file
     * @return its vectors
     * @throws FileException if it cannot be read, is not such a file or has vectors of another length; the message is one
     *     line with the file, what was found and what is allowed
     */
    public static InputVectors read(Path file, int dimension, CsvOptions options) {
        InputVectors read = unchecked(file, dimension, options);
        FloatMatrix vectors = read.vectors();
        if (vectors.columns() != dimension || vectors.rows() == 0) {
            throw new FileException(
                    "%s: must hold at least one vector of %s numbers, as many as the model takes, found %s of %s"
                            .formatted(file, dimension, vectors.rows(), vectors.columns()));
        }
        try {
            LabelledVectors.requireFinite(vectors.values(), dimension);
        } catch (IllegalArgumentException refused) {
            throw new FileException(file + ": " + refused.getMessage(), refused);
        }
        return read;
    }

    private static InputVectors unchecked(Path file, int dimension, CsvOptions options) {
        if (EmbeddingFile.isSingleArray(file)) {
            EmbeddingFile.requireNoOptions(file, options);
            return new InputVectors(NpyFile.matrix(file), Optional.empty(), List.of());
        }
        return EmbeddingFile.holdsArrays(file, options)
                ? EmbeddingArrays.inputs(file)
                : EmbeddingCsv.inputs(file, options, dimension);
    }
}
