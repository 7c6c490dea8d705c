package org.metricloss.datasets.embeddings;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.metricloss.formats.FileException;

/**
 * Labelled vectors from a file that {@link EmbeddingFile} reads too, in 32-bit numbers, so that a million vectors of 256
 * take 1 GiB.
 *
 * @param vectors the vectors; of a run's artifact, those of the test part
 * @param training the vectors of the training part, if the file is a run's artifact and has them
 * @param notes how the file was read, one line each; those that begin with {@code warning:} are warnings
 */
public record VectorFile(LabelledVectors vectors, Optional<LabelledVectors> training, List<String> notes) {
    private static final String WARNING = "warning: ";

    /** Copies the list. */
    public VectorFile {
        notes = List.copyOf(notes);
    }

    /** {@return the notes that are warnings, among them those on columns that are left out, without the word} */
    public List<String> warnings() {
        return notes.stream()
                .filter(note -> note.startsWith(WARNING))
                .map(note -> note.substring(WARNING.length()))
                .toList();
    }

    /**
     * Reads arrays or CSV, by the rules of {@link EmbeddingFile#read}.
     *
     * @param file the file
     * @param options the user's options for the columns of a CSV file
     * @return its vectors
     * @throws FileException if it cannot be read or is not such a file; the message is one line with the file, what
     *     was found and what is allowed
     */
    public static VectorFile read(Path file, CsvOptions options) {
        return EmbeddingFile.holdsArrays(file, options)
                ? EmbeddingArrays.vectors(file)
                : EmbeddingCsv.vectors(file, options);
    }
}
