package org.metricloss.datasets.embeddings;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.metricloss.base.Causes;
import org.metricloss.core.evaluation.Embeddings;
import org.metricloss.formats.FileException;
import org.metricloss.formats.FloatMatrix;

/** Reads embeddings from text, by the rules in {@link EmbeddingFile}. */
final class EmbeddingCsv {
    /** The number of rows that are examined before the roles of the columns are decided. */
    private static final int LOOKED_AT = 100;

    private final Path file;
    private final CsvOptions options;
    private final CsvText text;
    private final List<String> notes = new ArrayList<>();
    private final List<CsvRecord> unchecked = new ArrayList<>();
    /** The columns that are left out because they count the rows. */
    private final List<Integer> counting = new ArrayList<>();
    /** The columns that are left out because they have the name of an index and number the rows. */
    private final List<Integer> numbering = new ArrayList<>();

    private int comments;
    private int count;

    private final GrowingNumbers values;

    /** The number of coordinates of a row, if it is known; labels may then be missing. */
    private final OptionalInt dimension;

    private EmbeddingCsv(Path file, CsvOptions options, CsvText text, GrowingNumbers values, OptionalInt dimension) {
        this.file = file;
        this.options = options;
        this.text = text;
        this.values = values;
        this.dimension = dimension;
    }

    static EmbeddingFile read(Path file, CsvOptions options) {
        return read(file, options, GrowingNumbers.inDouble(), OptionalInt.empty(), EmbeddingCsv::embeddings);
    }

    static VectorFile vectors(Path file, CsvOptions options) {
        return read(file, options, GrowingNumbers.inSingle(), OptionalInt.empty(), EmbeddingCsv::vectors);
    }

    static InputVectors inputs(Path file, CsvOptions options, int dimension) {
        return read(file, options, GrowingNumbers.inSingle(), OptionalInt.of(dimension), EmbeddingCsv::inputs);
    }

    /** Creates the result from the rows that were read. */
    private interface Result<R> {
        R of(EmbeddingCsv read, CsvColumns columns, List<String> labels);
    }

    private static <R> R read(
            Path file, CsvOptions options, GrowingNumbers values, OptionalInt dimension, Result<R> result) {
        try {
            CsvText text = CsvText.of(file);
            try (CsvReader<CsvRecord> records = text.open(file)) {
                return new EmbeddingCsv(file, options, text, values, dimension).read(records.iterator(), result);
            }
        } catch (IllegalArgumentException refused) {
            throw new FileException(file + ": " + refused.getMessage(), refused);
        } catch (CsvParseException | UncheckedIOException failed) {
            throw failure(file, failed);
        } catch (IOException failed) {
            throw failure(file, new UncheckedIOException(failed));
        }
    }

    /** {@return the exception for a file that cannot be read or is not text} */
    static FileException failure(Path file, RuntimeException failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof CharacterCodingException
                ? new FileException(file + ": must be text in UTF-8, or in UTF-16 with a byte order mark", failed)
                : new FileException(file + ": cannot be read (" + Causes.inWords(cause) + ")", failed);
    }

    private <R> R read(Iterator<CsvRecord> records, Result<R> result) {
        List<CsvRecord> rows = new ArrayList<>();
        while (rows.size() <= LOOKED_AT && records.hasNext()) {
            addRow(records.next(), rows);
        }
        if (rows.isEmpty()) {
            throw new FileException(file + ": must hold at least one row of numbers"
                    + (dimension.isPresent() ? "" : " and a label") + ", found none");
        }
        CsvColumns guessed = columns(rows);
        CsvRecord first = rows.get(0);
        if (guessed.header().equals(header(first))) {
            rows.remove(0);
        }
        CsvColumns columns = fitting(guessed, rows, first);
        CsvRows numbers = new CsvRows(file, columns, counting, numbering, text.separator(), values);
        rows.forEach(numbers::add);
        List<CsvRecord> next = new ArrayList<>();
        while (true) {
            unchecked.forEach(comment -> requireComment(comment, columns));
            unchecked.clear();
            if (!records.hasNext()) {
                break;
            }
            addRow(records.next(), next);
            next.forEach(numbers::add);
            next.clear();
        }
        note(columns, numbers);
        return result.of(this, columns, numbers.labels());
    }

    /**
     * {@return the columns without indices, unless these are needed as coordinates; none holds labels if the last one is needed
     * as a coordinate}
     *
     * @param guessed the columns of a file with labels
     * @param rows the rows that are examined
     * @param first the first row, for messages
     */
    private CsvColumns fitting(CsvColumns guessed, List<CsvRecord> rows, CsvRecord first) {
        List<List<String>> cells = rows.stream().map(CsvRecord::getFields).toList();
        List<Integer> indices = guessed.indices(cells);
        CsvColumns columns = guessed.without(indices);
        if (dimension.isEmpty()) {
            if (columns.coordinates() < 1) {
                throw refused(
                        first.getStartingLineNumber(), "must have at least one column of numbers and one of labels");
            }
            noteIndices(guessed, indices);
            return columns;
        }
        int missing = dimension.getAsInt() - columns.coordinates();
        int missingWithIndices = dimension.getAsInt() - guessed.coordinates();
        boolean labelled =
                guessed.labelStated() || cells.stream().anyMatch(row -> CsvCell.isName(row.get(guessed.label())));
        boolean unlabelled =
                !guessed.labelStated() && cells.stream().anyMatch(row -> CsvCell.isDecimal(row.get(guessed.label())));
        if (missing == 1 && missingWithIndices == 0 && !indices.isEmpty() && !labelled && !unlabelled) {
            throw refused(
                    first.getStartingLineNumber(),
                    "the last column may hold labels or numbers of the vector, since %s may be an index; say which with --label or --drop"
                            .formatted(guessed.called(indices.get(0))));
        }
        if (missing == 0 || missing == 1 && !labelled) {
            noteIndices(guessed, indices);
            return missing == 0 ? columns : columns.withoutLabel();
        }
        if (missingWithIndices == 0 || missingWithIndices == 1 && !labelled) {
            return missingWithIndices == 0 ? guessed : guessed.withoutLabel();
        }
        throw refused(
                first.getStartingLineNumber(),
                "must have %s numbers, as many as the model takes, and may have a label; found %s columns, %s"
                        .formatted(dimension.getAsInt(), count, columns.describe()));
    }

    private void noteIndices(CsvColumns guessed, List<Integer> indices) {
        for (int index : indices) {
            boolean called = guessed.isCalledIndex(index);
            notes.add("warning: %s %s the rows and is left out; if it is a coordinate, write it with a decimal point"
                    .formatted(guessed.called(index), called ? "numbers" : "counts"));
            (called ? numbering : counting).add(index);
        }
    }

    private static String header(CsvRecord row) {
        return "line " + row.getStartingLineNumber();
    }

    /** Adds a record unless it is a comment or blank; checks how many cells it has. */
    private void addRow(CsvRecord record, List<CsvRecord> rows) {
        long line = record.getStartingLineNumber();
        if (record.isComment()) {
            comments++;
            unchecked.add(record);
            return;
        }
        if (record.getFieldCount() == 1 && record.getField(0).isBlank()) {
            return;
        }
        if (count == 0) {
            count = record.getFieldCount();
            if (count < 2 && dimension.isEmpty()) {
                throw refused(
                        line,
                        "must have at least one number and a label, separated by commas, semicolons, tabs or blanks");
            }
        }
        if (record.getFieldCount() != count) {
            throw refused(line, "must have " + count + " columns as the first line, found " + record.getFieldCount());
        }
        rows.add(record);
    }

    private List<String> cells(CsvRecord comment) {
        return text.cells(comment.getField(0).strip());
    }

    /** Refuses a comment that looks like a row, because a label that begins with # turns its row into a comment. */
    private void requireComment(CsvRecord comment, CsvColumns columns) {
        List<String> cells = cells(comment);
        if (columns.label() == 0
                && cells.size() == columns.count()
                && cells.stream().skip(1).noneMatch(cell -> Double.isNaN(CsvCell.number(cell)))) {
            throw refused(
                    comment.getStartingLineNumber(),
                    "begins with # like a comment, but could also be a row; quote its label or remove the line");
        }
    }

    private CsvColumns columns(List<CsvRecord> rows) {
        CsvRecord first = rows.get(0);
        List<List<String>> cells = rows.stream().map(CsvRecord::getFields).toList();
        List<List<String>> below = cells.subList(1, cells.size());
        long line = first.getStartingLineNumber();
        try {
            Optional<CsvRecord> comment = unchecked.stream()
                    .filter(above -> above.getStartingLineNumber() < line)
                    .reduce((earlier, later) -> later);
            List<String> commented = comment.map(this::cells).orElse(List.of());
            if (commented.size() == count
                    && (commented.stream().anyMatch(CsvColumns::isLabelName)
                            || new CsvHeader(commented, cells).namesLabel(options))) {
                comments--;
                unchecked.remove(comment.orElseThrow());
                String header = header(comment.orElseThrow()) + ", a comment";
                return dropIndex(CsvColumns.of(header, commented, count, options), cells);
            }
            boolean named = new CsvHeader(cells.get(0), below).isHeader(options);
            return named
                    ? dropIndex(CsvColumns.of(header(first), cells.get(0), count, options), below)
                    : CsvColumns.of("none", List.of(), count, options);
        } catch (IllegalArgumentException unclear) {
            throw refused(line, unclear.getMessage());
        }
    }

    /** Leaves out a first column without a name that is an index of the rows; no other column may lack a name. */
    private static CsvColumns dropIndex(CsvColumns columns, List<List<String>> rows) {
        for (int i = 0; i < columns.count(); i++) {
            if (columns.names().get(i).isBlank() && !columns.dropped().contains(i)) {
                boolean index = CsvHeader.counts(rows, 0) || rows.stream().allMatch(row -> CsvCell.isName(row.get(0)));
                if (i > 0 || rows.isEmpty() || !index) {
                    throw new IllegalArgumentException(
                            "column " + (i + 1) + " has no name; give it one, or leave it out with --drop \"\"");
                }
                columns = columns.without(List.of(i));
            }
        }
        return columns;
    }

    private void note(CsvColumns columns, CsvRows rows) {
        List<String> labels = rows.labels();
        if (!columns.labelStated()) {
            Optional<String> fraction = labels.stream()
                    .map(label -> label.replace(',', '.'))
                    .filter(Labels::isFraction)
                    .findFirst();
            if (fraction.isPresent()) {
                throw new FileException(file + ": no column is called label, and the last one looks like a coordinate ("
                        + fraction.get() + "); name the column of the labels with --label NAME");
            }
        }
        notes.add(columns.describe() + "; separated by " + text.separatorName()
                + (rows.decimalCommas() ? ", with decimal commas" : "")
                + (comments > 0 ? "; " + comments + " comment lines passed over" : ""));
        if (!columns.hasLabel()) {
            warnOfLabels(columns, rows);
        }
        rows.counting()
                .forEach(column -> notes.add("warning: " + columns.called(column)
                        + " counts the rows and is read as a coordinate; if it is an index, leave it out with --drop "
                        + columns.option(column)));
    }

    /** Warns of a last column that was read as a coordinate only to reach the model's dimension, but looks like labels. */
    private void warnOfLabels(CsvColumns columns, CsvRows rows) {
        rows.wholeAmongFractions()
                .ifPresent(column -> notes.add("warning: " + columns.called(column)
                        + " holds only whole numbers, unlike the others, and is read as a coordinate, since the model takes "
                        + columns.coordinates() + " numbers; if it holds labels, the file has too few coordinates"));
    }

    private EmbeddingFile embeddings(CsvColumns columns, List<String> labels) {
        int[] numbers = Labels.numbers(List.of(labels)).get(0);
        Embeddings read = Embeddings.of(values.doubles(), columns.coordinates(), numbers);
        return EmbeddingFile.of(read, Optional.empty(), Optional.empty(), notes);
    }

    private VectorFile vectors(CsvColumns columns, List<String> labels) {
        LabelledVectors read = new LabelledVectors(values.floats(), columns.coordinates(), labels);
        return new VectorFile(read, Optional.empty(), notes);
    }

    private InputVectors inputs(CsvColumns columns, List<String> labels) {
        float[] all = values.floats();
        return new InputVectors(
                new FloatMatrix(all, all.length / columns.coordinates(), columns.coordinates()),
                columns.hasLabel() ? Optional.of(labels) : Optional.empty(),
                notes);
    }

    private FileException refused(long line, String problem) {
        return new FileException(file + ":" + line + ": " + problem);
    }
}
