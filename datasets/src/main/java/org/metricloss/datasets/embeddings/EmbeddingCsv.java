package org.metricloss.datasets.embeddings;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.datasets.DatasetException;

/**
 * Embeddings as text: one sample per line, its numbers and its label separated by commas, in UTF-8.
 *
 * <p>The first line may name the columns: it does if one is called {@code label}, which then holds the labels wherever it is, or
 * if none but the last is a number. Without a column {@code label} the last one holds them. A label is a whole number of 32 bits, or else any text without commas
 * or double quotes; if one label is text, all are.
 */
final class EmbeddingCsv {
    private static final String LABEL = "label";

    private final Path file;
    private final List<String> labels = new ArrayList<>();
    private double[] values = new double[0];
    private int columns;
    private int labelColumn;

    private EmbeddingCsv(Path file) {
        this.file = file;
    }

    static EmbeddingFile read(Path file) {
        EmbeddingCsv csv = new EmbeddingCsv(file);
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            csv.readLines(reader);
        } catch (CharacterCodingException notText) {
            throw new DatasetException(file + ": must be text in UTF-8", notText);
        } catch (IOException failed) {
            throw new DatasetException(file + ": cannot be read (" + failed.getMessage() + ")", failed);
        }
        return EmbeddingFile.of(csv.embeddings(), Optional.empty(), Optional.empty());
    }

    private void readLines(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        for (int number = 1; line != null; number++, line = reader.readLine()) {
            if (line.isBlank()) {
                continue;
            }
            if (line.indexOf('"') >= 0) {
                throw refused(number, "double quotes are not supported; labels must do without commas");
            }
            String[] cells = line.split(",", -1);
            if (columns == 0) {
                columns = cells.length;
                labelColumn = columns - 1;
                if (columns < 2) {
                    throw refused(number, "must have at least one number and a label, separated by commas");
                }
                if (isHeader(number, cells)) {
                    continue;
                }
            }
            add(number, cells);
        }
    }

    /** A line that names the columns calls one of them label, or has no number where a coordinate would be. */
    private boolean isHeader(int number, String[] cells) {
        boolean named = false;
        for (int i = 0; i < columns; i++) {
            if (cells[i].strip().equalsIgnoreCase(LABEL)) {
                labelColumn = i;
                named = true;
            }
        }
        if (!named && Arrays.stream(cells, 0, columns - 1).anyMatch(EmbeddingCsv::looksLikeANumber)) {
            return false;
        }
        for (int i = 0; i < columns; i++) {
            if (cells[i].isBlank()) {
                throw refused(number, "column " + (i + 1) + " has no name; leave out an index of the rows");
            }
        }
        return true;
    }

    /** NaN is one, which is refused where a coordinate is: no name of a column. */
    private static boolean looksLikeANumber(String cell) {
        try {
            Double.parseDouble(cell);
            return true;
        } catch (NumberFormatException notANumber) {
            return false;
        }
    }

    private static boolean isNumber(String cell) {
        return looksLikeANumber(cell) && Double.isFinite(Double.parseDouble(cell));
    }

    private void add(int number, String[] cells) {
        if (cells.length != columns) {
            throw refused(number, "must have " + columns + " columns as the first line, found " + cells.length);
        }
        int place = labels.size() * (columns - 1);
        if (place + columns > values.length) {
            values = Arrays.copyOf(values, Math.max(1024, 2 * (place + columns)));
        }
        for (int i = 0; i < columns; i++) {
            if (i == labelColumn) {
                continue;
            }
            if (!isNumber(cells[i])) {
                throw refused(
                        number, "column " + (i + 1) + " must be a finite number, found '" + cells[i].strip() + "'");
            }
            values[place++] = Double.parseDouble(cells[i]);
        }
        String label = cells[labelColumn].strip();
        if (label.isEmpty()) {
            throw refused(number, "the label in column " + (labelColumn + 1) + " is empty");
        }
        labels.add(label);
    }

    private Embeddings embeddings() {
        try {
            return Embeddings.of(
                    Arrays.copyOf(values, labels.size() * Math.max(0, columns - 1)),
                    Math.max(1, columns - 1),
                    numbers());
        } catch (IllegalArgumentException refused) {
            throw new DatasetException(file + ": " + refused.getMessage(), refused);
        }
    }

    private int[] numbers() {
        if (labels.stream().allMatch(label -> label.matches("[-+]?[0-9]{1,10}"))) {
            long[] numbers = labels.stream().mapToLong(Long::parseLong).toArray();
            if (Arrays.stream(numbers).allMatch(number -> number == (int) number)) {
                return Arrays.stream(numbers).mapToInt(number -> (int) number).toArray();
            }
        }
        List<String> names = List.copyOf(new TreeSet<>(labels));
        return labels.stream()
                .mapToInt(label -> Collections.binarySearch(names, label))
                .toArray();
    }

    private DatasetException refused(int line, String problem) {
        return new DatasetException(file + ":" + line + ": " + problem);
    }
}
