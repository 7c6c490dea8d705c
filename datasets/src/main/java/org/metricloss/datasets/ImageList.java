package org.metricloss.datasets;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.datasets.PartFiles.Part;
import org.metricloss.datasets.embeddings.CsvTable;
import org.metricloss.formats.FileException;

/**
 * A CSV file that lists image files. Its first row names the columns: {@code path} and, in any order, {@code label},
 * {@code part} and {@code group}. The image files are not opened.
 *
 * @param file the list
 * @param columns the columns that the list has
 * @param rows its rows in order, at least one
 */
public record ImageList(Path file, List<String> columns, List<Row> rows) {
    /** The columns that a list may have; the first is required. */
    public static final List<String> COLUMNS = List.of("path", "label", "part", "group");

    /**
     * A listed image.
     *
     * @param line its line in the list, counted from 1
     * @param image the image file
     * @param label the name of its class, in Unicode's normal form C; empty if the cell or the column is missing
     * @param part its part; empty if the cell or the column is missing
     * @param group its group, such as the camera; empty if the cell or the column is missing
     */
    public record Row(long line, Path image, Optional<String> label, Optional<Part> part, Optional<String> group) {}

    /** Copies the lists. */
    public ImageList {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * Reads a list.
     *
     * @param file the list
     * @param folder the folder that the paths start from; if empty, the folder of the list
     * @return the list
     * @throws DatasetException if it cannot be read, has no row, has an unknown column or part, or lists a file twice; the
     *     message is one line with the file and the line
     */
    public static ImageList read(Path file, Optional<Path> folder) {
        Path from = folder.or(() -> Optional.ofNullable(file.getParent())).orElse(Path.of(""));
        List<String> columns = new ArrayList<>();
        try {
            List<Row> rows = CsvTable.read(file, names -> {
                names.forEach(name -> columns.add(name.toLowerCase(Locale.ROOT)));
                requireColumns(columns);
                return new Reader(from, columns)::row;
            });
            if (rows.isEmpty()) {
                throw new DatasetException(file + ": must list at least one image, found none");
            }
            return new ImageList(file, columns, rows);
        } catch (FileException refused) {
            throw new DatasetException(refused.getMessage(), refused);
        }
    }

    /**
     * Requires that every listed image is a plain file.
     *
     * @throws DatasetException if some do not exist, all of which are named (100 at most), or one is not a plain file
     */
    public void requireFiles() {
        List<String> missing = rows.stream()
                .filter(row -> !Files.exists(row.image()))
                .map(row -> row.image().toString())
                .toList();
        if (!missing.isEmpty()) {
            throw ListedImages.notFound(file.toString(), missing, rows.size());
        }
        rows.stream()
                .filter(row -> !Files.isRegularFile(row.image()))
                .findFirst()
                .ifPresent(row -> {
                    throw new DatasetException(
                            "%s:%s: lists %s, which is not a plain file".formatted(file, row.line(), row.image()));
                });
    }

    private static void requireColumns(List<String> columns) {
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                throw new IllegalArgumentException(
                        "the first row must name the columns, which may be path, label, part and group, found '%s'"
                                .formatted(column));
            }
            if (columns.indexOf(column) != columns.lastIndexOf(column)) {
                throw new IllegalArgumentException("the column '%s' must occur once".formatted(column));
            }
        }
        if (!columns.contains("path")) {
            throw new IllegalArgumentException("the column 'path' is missing; columns: " + String.join(", ", columns));
        }
    }

    /** Reads rows and remembers the files and the texts that they name. */
    private static final class Reader {
        private static final Map<String, Part> PARTS =
                Stream.of(Part.values()).collect(Collectors.toMap(Spelling::of, Function.identity()));

        private final Path folder;
        private final List<String> columns;
        private final Map<Path, Long> lines = new HashMap<>();
        private final Map<String, String> texts = new HashMap<>();

        Reader(Path folder, List<String> columns) {
            this.folder = folder;
            this.columns = columns;
        }

        Row row(long line, List<String> cells) {
            Path image = image(cell(cells, "path")
                    .orElseThrow(() -> new IllegalArgumentException("the path of the image is missing")));
            Long before = lines.putIfAbsent(image.normalize(), line);
            if (before != null) {
                throw new IllegalArgumentException("lists %s again, first in line %s".formatted(image, before));
            }
            return new Row(
                    line, image, cell(cells, "label"), cell(cells, "part").map(Reader::part), cell(cells, "group"));
        }

        /** Returns the text of a cell; equal texts are one object, since a list may have many rows. */
        private Optional<String> cell(List<String> cells, String column) {
            int place = columns.indexOf(column);
            if (place < 0 || cells.get(place).isEmpty()) {
                return Optional.empty();
            }
            String text = Normalizer.normalize(cells.get(place), Normalizer.Form.NFC);
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException(
                        "the %s contains a line break or another control character; a quote may be unclosed"
                                .formatted(column));
            }
            return Optional.of(column.equals("path") ? cells.get(place) : texts.computeIfAbsent(text, same -> same));
        }

        private Path image(String path) {
            try {
                return folder.resolve(path);
            } catch (InvalidPathException refused) {
                throw new IllegalArgumentException("the path of the image is not valid: " + refused.getMessage());
            }
        }

        private static Part part(String text) {
            return Optional.ofNullable(PARTS.get(text.toLowerCase(Locale.ROOT)))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "part must be train, validation, test, query or gallery, found '%s'".formatted(text)));
        }
    }
}
