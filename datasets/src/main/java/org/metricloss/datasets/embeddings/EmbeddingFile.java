package org.metricloss.datasets.embeddings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.metricloss.base.Causes;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.formats.FileException;
import org.metricloss.formats.StoredArray;

/**
 * Labelled embeddings from a file that any program may have written.
 *
 * @param test the embeddings to evaluate
 * @param reference embeddings of training samples, if the file has them and at least one test sample is of one of their
 *     classes
 * @param predictions the class that a classifier predicts for each test sample, if the file has predictions; they are
 *     left out together with a reference that shares no class with the test part
 * @param notes how the file was read, one line each; those that begin with {@code warning:} are warnings
 */
public record EmbeddingFile(
        Embeddings test, Optional<Embeddings> reference, Optional<int[]> predictions, List<String> notes) {
    /** The rules by which a CSV file is read, one per line, for help texts and documents. */
    public static final List<String> CSV_RULES = List.of(
            "One sample per row: numbers, and a label that is any text. Text is UTF-8, or UTF-16 with a byte order mark.",
            "Cells are separated by the first of tab, semicolon, comma and blank that occurs"
                    + " in the first row outside quotes, or by the separator that a first line 'sep=...' names. Cells may be quoted. Decimal commas are read if commas do not separate cells.",
            "Lines that begin with # are comments. The last one above the first row is the header if it has as many cells"
                    + " and one of them is a name of labels.",
            "The first row is the header if each of its cells is a name or, counted from the left, one of the numbers 0, 1,"
                    + " 2, ... that pandas writes. A row that could be either a header or a sample is refused.",
            "Labels are in the column that --label names. Without --label they are in the"
                    + " column called label, labels, target, targets, class or classes, or y if it is the first or"
                    + " last. Otherwise they are in the last column, unless it holds fractions.",
            "A first column without a name is left out if it counts the rows or holds text, and so is 'Unnamed: 0', which"
                    + " pandas writes for such a column. A column called id, index, row or sample is left out, with a warning, if it"
                    + " holds another whole number in each row, and so is every other column that counts the rows in whole"
                    + " numbers, if there are ten rows or more and other columns hold fractions.",
            "Every other column is a coordinate and must hold finite numbers.",
            "Labels that are all numbers are equal if their values are equal; other labels are compared as text.");

    private static final int MAGIC_BYTES = 6;

    /** Copies the list. */
    public EmbeddingFile {
        notes = List.copyOf(notes);
    }

    /**
     * Reads arrays if the file is a zip or its name ends in {@code .npz}, and otherwise CSV by {@link #CSV_RULES}.
     *
     * @param file the file
     * @param options the user's options for the columns of a CSV file
     * @return its embeddings
     * @throws FileException if it cannot be read or is not such a file; the message is one line with the file, what
     *     was found and what is allowed
     */
    public static EmbeddingFile read(Path file, CsvOptions options) {
        return holdsArrays(file, options) ? EmbeddingArrays.read(file) : EmbeddingCsv.read(file, options);
    }

    /**
     * {@return whether a file holds named arrays; otherwise it is text}
     *
     * @throws FileException if it cannot be read, is a single array, or holds arrays although options for text are
     *     given
     */
    static boolean holdsArrays(Path file, CsvOptions options) {
        if (isSingleArray(file)) {
            throw new FileException(
                    "%s: holds a single array, %s; labels are also needed: numpy.savez(file, embeddings=..., labels=...)"
                            .formatted(file, StoredArray.describe(file)));
        }
        if (isNamed(file, ".npz") || startsWith(magic(file), 'P', 'K', 3, 4)) {
            requireNoOptions(file, options);
            return true;
        }
        return false;
    }

    /** Refuses options for text, because the file holds arrays. */
    static void requireNoOptions(Path file, CsvOptions options) {
        if (!options.equals(CsvOptions.NONE)) {
            throw new FileException(file + ": --label and --drop name columns of CSV files; this file has arrays");
        }
    }

    /** {@return whether a file is a single array without a name} */
    static boolean isSingleArray(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new FileException(file + (Files.exists(file) ? ": must be a plain file" : ": no such file"));
        }
        return isNamed(file, ".npy") || startsWith(magic(file), 0x93, 'N', 'U', 'M', 'P', 'Y');
    }

    private static boolean isNamed(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private static byte[] magic(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAGIC_BYTES);
        } catch (IOException failed) {
            throw new FileException(file + ": cannot be read (" + Causes.inWords(failed) + ")", failed);
        }
    }

    private static boolean startsWith(byte[] magic, int... wanted) {
        return magic.length >= wanted.length
                && IntStream.range(0, wanted.length).allMatch(i -> magic[i] == (byte) wanted[i]);
    }

    /** Leaves out the reference and the predictions if no test sample is of a class in the reference; warns if some are not. */
    static EmbeddingFile of(
            Embeddings test, Optional<Embeddings> reference, Optional<int[]> predictions, List<String> notes) {
        long unknown = reference
                .map(trained -> Arrays.stream(test.classes())
                        .filter(label -> Arrays.binarySearch(trained.classes(), label) < 0)
                        .count())
                .orElse(0L);
        if (unknown > 0 && unknown == test.classes().length) {
            return new EmbeddingFile(test, Optional.empty(), Optional.empty(), notes);
        }
        List<String> all = new ArrayList<>(notes);
        if (unknown > 0) {
            all.add(
                    "warning: %s of %s classes are not in the reference; measures with a reference count their samples as wrong"
                            .formatted(unknown, test.classes().length));
        }
        return new EmbeddingFile(test, reference, predictions, all);
    }
}
