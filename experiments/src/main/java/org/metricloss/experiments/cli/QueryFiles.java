package org.metricloss.experiments.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
     * @throws DatasetException if a file cannot be read, both are the same file, or the lengths of their vectors differ
     */
    static QueryFiles read(Path queries, Path gallery, CsvOptions options) {
        requireDifferent(queries, gallery);
        VectorFile first = VectorFile.read(queries, options);
        VectorFile second = VectorFile.read(gallery, options);
        int dimension = first.vectors().dimension();
        if (second.vectors().dimension() != dimension) {
            throw new DatasetException("%s: vectors must have %s numbers as those of %s, found %s%s%s"
                    .formatted(
                            gallery,
                            dimension,
                            queries,
                            second.vectors().dimension(),
                            warnings(queries, first),
                            warnings(gallery, second)));
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
        long found = foundThemselves(first.vectors(), second.vectors());
        if (found > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "warning: %,d of %,d queries have the same numbers as a sample of the gallery; a query that is in the"
                            + " gallery finds itself, which raises the measures",
                    found,
                    first.vectors().size()));
        }
        return new QueryFiles(
                new EmbeddingFile(all, Optional.empty(), Optional.empty(), notes),
                new QueryGallery(first.vectors().size(), Optional.empty()));
    }

    /** {@return the warnings of a file, among them which columns are left out, after its name} */
    private static String warnings(Path file, VectorFile read) {
        return read.warnings().stream()
                .map(warning -> "; " + file + ": " + warning)
                .collect(Collectors.joining());
    }

    private static void requireDifferent(Path queries, Path gallery) {
        try {
            if (Files.isSameFile(queries, gallery)) {
                throw new DatasetException(
                        gallery + ": the gallery must be another file than that of the queries, because"
                                + " each query would find itself; give one file alone to search each sample among the others");
            }
        } catch (IOException unread) {
            // Reading says which file is missing.
        }
    }

    /** {@return how many queries are equal to a sample of the gallery in all numbers} */
    private static long foundThemselves(LabelledVectors queries, LabelledVectors gallery) {
        Set<Row> known = new HashSet<>();
        rows(gallery).forEach(known::add);
        return rows(queries).filter(known::contains).count();
    }

    private static Stream<Row> rows(LabelledVectors vectors) {
        return IntStream.range(0, vectors.size()).mapToObj(row -> new Row(vectors, row));
    }

    /** A row, equal to another one of the same numbers. Hashes of {@code FloatBuffer} are alike for all numbers below 1. */
    private record Row(LabelledVectors vectors, int row) {
        private float value(int column) {
            // Makes 0 of -0, which are equal but have different bits.
            return vectors.values()[row * vectors.dimension() + column] + 0f;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row that
                    && IntStream.range(0, vectors.dimension()).allMatch(k -> value(k) == that.value(k));
        }

        @Override
        public int hashCode() {
            int hash = 0;
            for (int k = 0; k < vectors.dimension(); k++) {
                hash = 31 * hash + Float.hashCode(value(k));
            }
            return hash;
        }
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
