package org.metricloss.datasets.embeddings;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.metricloss.formats.FileException;

/**
 * Reads a CSV file of texts whose first row names the columns. Encoding, separator, quotes and comments are as in files
 * of {@link EmbeddingFile embeddings}; the cells have no blanks at either end.
 */
public final class CsvTable {
    private CsvTable() {}

    /**
     * Makes a value of a row.
     *
     * @param <T> the type of the value
     */
    @FunctionalInterface
    public interface Row<T> {
        /**
         * {@return the value}
         *
         * @param line the line in which the row starts, counted from 1
         * @param cells its cells, as many as there are columns
         * @throws IllegalArgumentException if the row is refused; the message says why, without the file and the line
         */
        T read(long line, List<String> cells);
    }

    /**
     * Reads all rows.
     *
     * @param file the file
     * @param header makes the reader of the rows from the names of the columns; it refuses them with an
     *     IllegalArgumentException whose message says why
     * @param <T> the type of the values
     * @return the value of each row, in order
     * @throws FileException if the file cannot be read, has no header, or a row is refused; the message is one line with
     *     the file and the line
     */
    public static <T> List<T> read(Path file, Function<List<String>, Row<T>> header) {
        if (!Files.isRegularFile(file)) {
            throw new FileException(file + (Files.exists(file) ? ": must be a plain file" : ": no such file"));
        }
        try {
            CsvText text = CsvText.of(file);
            try (CsvReader<CsvRecord> records = text.open(file)) {
                return read(file, text, records, header);
            }
        } catch (CsvParseException | UncheckedIOException failed) {
            throw EmbeddingCsv.failure(file, failed);
        } catch (IOException failed) {
            throw EmbeddingCsv.failure(file, new UncheckedIOException(failed));
        }
    }

    private static <T> List<T> read(
            Path file, CsvText text, Iterable<CsvRecord> records, Function<List<String>, Row<T>> header) {
        List<T> rows = new ArrayList<>();
        Optional<Row<T>> reader = Optional.empty();
        int count = 0;
        for (CsvRecord record : records) {
            long line = record.getStartingLineNumber();
            List<String> cells = record.getFields().stream().map(String::strip).toList();
            try {
                if (record.isComment()) {
                    requireComment(text.cells(record.getField(0).strip()), count);
                } else if (cells.size() > 1 || !cells.get(0).isEmpty()) {
                    if (reader.isEmpty()) {
                        reader = Optional.of(header.apply(cells));
                        count = cells.size();
                    } else if (cells.size() != count) {
                        throw new IllegalArgumentException(
                                "must have %s columns as the first row, found %s".formatted(count, cells.size()));
                    } else {
                        rows.add(reader.get().read(line, cells));
                    }
                }
            } catch (IllegalArgumentException refused) {
                throw new FileException(file + ":" + line + ": " + refused.getMessage(), refused);
            }
        }
        if (reader.isEmpty()) {
            throw new FileException(file + ": must have a first row that names the columns, found no row");
        }
        return rows;
    }

    /** A comment with as many cells as a row is refused, because a first cell that begins with # makes its row a comment. */
    private static void requireComment(List<String> cells, int count) {
        if (count > 1 && cells.size() == count) {
            throw new IllegalArgumentException(
                    "begins with # like a comment, but could also be a row; quote its first cell or remove the line");
        }
    }
}
