package org.metricloss.datasets.embeddings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.datasets.DatasetException;

/**
 * Labelled embeddings from a file, by whatever program.
 *
 * @param test what is evaluated
 * @param reference embeddings of training samples, where the file has some whose classes are among those of the test part
 * @param predictions the class that a classifier gives each test sample, where the file says and has a reference
 */
public record EmbeddingFile(Embeddings test, Optional<Embeddings> reference, Optional<int[]> predictions) {
    /**
     * Reads a CSV file (see {@link EmbeddingCsv}) or, if its name ends in {@code .npz}, arrays (see {@link EmbeddingArrays}).
     *
     * @param file the file
     * @return its embeddings
     * @throws DatasetException if it cannot be read or is not such a file: one line with the file, what was found and what
     *     is allowed
     */
    public static EmbeddingFile read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new DatasetException(file + ": no such file");
        }
        boolean arrays = file.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
        return arrays ? EmbeddingArrays.read(file) : EmbeddingCsv.read(file);
    }

    /** Leaves out reference and predictions where no test sample is of a class in the reference. */
    static EmbeddingFile of(Embeddings test, Optional<Embeddings> reference, Optional<int[]> predictions) {
        boolean seen = reference
                .map(trained -> Arrays.stream(test.classes())
                        .anyMatch(label -> Arrays.binarySearch(trained.classes(), label) >= 0))
                .orElse(true);
        return seen
                ? new EmbeddingFile(test, reference, predictions)
                : new EmbeddingFile(test, Optional.empty(), Optional.empty());
    }
}
