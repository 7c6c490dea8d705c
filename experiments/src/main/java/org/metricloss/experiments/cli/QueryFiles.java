package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.core.evaluation.QueryGallery;
import org.metricloss.datasets.DatasetException;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.EmbeddingFile;
import org.metricloss.datasets.embeddings.LabelledVectors;
import org.metricloss.datasets.embeddings.VectorFile;

/**
 * Queries and the gallery in which their neighbours are searched, from a file each.
 *
 * @param embeddings the queries, and after them the gallery
 * @param parts how they are divided
 */
record QueryFiles(EmbeddingFile embeddings, QueryGallery parts) {
    /**
     * {@return the samples of both files}
     *
     * @param queries the file with the queries
     * @param gallery the file with the gallery
     * @param options the columns of CSV files
     * @throws DatasetException if a file cannot be read, or the lengths of their vectors differ
     */
    static QueryFiles read(Path queries, Path gallery, CsvOptions options) {
        VectorFile first = VectorFile.read(queries, options);
        VectorFile second = VectorFile.read(gallery, options);
        int dimension = first.vectors().dimension();
        if (second.vectors().dimension() != dimension) {
            throw new DatasetException("%s: vectors must have %s numbers as those of %s, found %s"
                    .formatted(gallery, dimension, queries, second.vectors().dimension()));
        }
        int rows = Math.addExact(first.vectors().size(), second.vectors().size());
        float[] values = new float[Math.multiplyExact(rows, dimension)];
        System.arraycopy(first.vectors().values(), 0, values, 0, first.vectors().values().length);
        System.arraycopy(
                second.vectors().values(),
                0,
                values,
                first.vectors().values().length,
                second.vectors().values().length);
        Embeddings all =
                Embeddings.of(values, dimension, LabelledVectors.numbers(List.of(first.vectors(), second.vectors())));
        List<String> notes = new ArrayList<>(first.notes());
        notes.addAll(second.notes());
        return new QueryFiles(
                new EmbeddingFile(all, Optional.empty(), Optional.empty(), notes),
                new QueryGallery(first.vectors().size(), Optional.empty()));
    }

    /** {@return how many queries are searched in how large a gallery, for the console} */
    String line() {
        return String.format(
                Locale.ROOT,
                "%,d queries in a gallery of %,d",
                parts.queries(),
                embeddings.test().rows() - parts.queries());
    }
}
