package org.metricloss.datasets.embeddings;

import java.util.List;
import java.util.Optional;

/**
 * The user's options for the columns of a CSV file. A column is identified by its name in the header or, if the file
 * has no header, by its number counted from 1.
 *
 * @param label the column with the labels; if empty, the rules of {@link EmbeddingFile} apply
 * @param drop columns that are neither coordinates nor labels
 */
public record CsvOptions(Optional<String> label, List<String> drop) {
    /** No options are set. */
    public static final CsvOptions NONE = new CsvOptions(Optional.empty(), List.of());

    /** Copies the list. */
    public CsvOptions {
        drop = List.copyOf(drop);
    }
}
