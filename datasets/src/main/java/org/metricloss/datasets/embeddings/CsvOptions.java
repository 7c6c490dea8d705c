package org.metricloss.datasets.embeddings;

import java.util.List;
import java.util.Optional;

/**
 * What the user says about the columns of a CSV file. A column is called by its name in the header or, if the file has no header, by
 * its number from 1 on.
 *
 * @param label the column with the labels; empty for the rules of {@link EmbeddingFile}
 * @param drop columns that are neither coordinates nor labels
 */
public record CsvOptions(Optional<String> label, List<String> drop) {
    /** Nothing is said. */
    public static final CsvOptions NONE = new CsvOptions(Optional.empty(), List.of());

    /** Copies the list. */
    public CsvOptions {
        drop = List.copyOf(drop);
    }
}
