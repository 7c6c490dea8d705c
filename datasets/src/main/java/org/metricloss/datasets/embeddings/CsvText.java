package org.metricloss.datasets.embeddings;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The textual form of a CSV file: its encoding, the separator of the cells, and whether its first line is {@code
 * sep=...}, as spreadsheets write it.
 *
 * @param charset UTF-8, or UTF-16 if a byte order mark says so
 * @param markBytes the length of the byte order mark
 * @param separator the first of tab, semicolon, comma and blank that occurs in the first row outside quotes
 * @param separatorLine whether the first line only names the separator
 */
record CsvText(Charset charset, int markBytes, char separator, boolean separatorLine) {
    static final char COMMENT = '#';

    /** The number of characters at the start of a file that are searched for its first row. */
    private static final int BEGINNING = 1 << 20;

    private static final int MOST_COLUMNS = 1 << 17;
    private static final String SEPARATORS = "\t;, ";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    static CsvText of(Path file) throws IOException {
        byte[] mark;
        try (InputStream in = Files.newInputStream(file)) {
            mark = in.readNBytes(3);
        }
        CsvText text = new CsvText(StandardCharsets.UTF_8, 0, ',', false);
        if (mark.length == 3 && mark[0] == (byte) 0xEF && mark[1] == (byte) 0xBB && mark[2] == (byte) 0xBF) {
            text = new CsvText(StandardCharsets.UTF_8, 3, ',', false);
        } else if (mark.length >= 2 && mark[0] == (byte) 0xFF && mark[1] == (byte) 0xFE) {
            text = new CsvText(StandardCharsets.UTF_16LE, 2, ',', false);
        } else if (mark.length >= 2 && mark[0] == (byte) 0xFE && mark[1] == (byte) 0xFF) {
            text = new CsvText(StandardCharsets.UTF_16BE, 2, ',', false);
        }
        char[] beginning = new char[BEGINNING];
        int length = 0;
        try (Reader reader = text.reader(file)) {
            for (int read = 0; read >= 0 && length < beginning.length; length += Math.max(0, read)) {
                read = reader.read(beginning, length, beginning.length - length);
            }
        }
        return text.withSeparator(new String(beginning, 0, length));
    }

    private CsvText withSeparator(String beginning) {
        List<String> lines = beginning.lines().limit(1).toList();
        if (!lines.isEmpty() && lines.get(0).strip().toLowerCase(Locale.ROOT).matches("\"?sep=.\"?|sep=")) {
            String line = lines.get(0).replace("\"", "");
            // A line that ends after "sep=" names a tab, which strip() has taken.
            return new CsvText(charset, markBytes, line.length() > 4 ? line.charAt(4) : '\t', true);
        }
        String first = beginning
                .lines()
                .filter(line -> !line.isBlank() && line.charAt(0) != COMMENT)
                .map(line -> QUOTED.matcher(line).replaceAll("quoted").strip())
                .findFirst()
                .orElse("");
        char found = (char) SEPARATORS
                .chars()
                .filter(separator -> first.indexOf(separator) >= 0)
                .findFirst()
                .orElse(',');
        return new CsvText(charset, markBytes, found, false);
    }

    /**
     * {@return a reader of the characters after the byte order mark; it throws an exception for bytes that are not
     * valid in the encoding}
     */
    private Reader reader(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        in.skipNBytes(markBytes);
        return new InputStreamReader(in, charset.newDecoder());
    }

    /** {@return a reader of the rows and comments; the caller closes it} */
    CsvReader<CsvRecord> open(Path file) throws IOException {
        CsvReader<CsvRecord> records = parser().commentStrategy(CommentStrategy.READ)
                .commentCharacter(COMMENT)
                .build(handler(), reader(file));
        if (separatorLine) {
            records.skipLines(1);
        }
        return records;
    }

    /** {@return the cells of a comment that may be a header} */
    List<String> cells(String comment) {
        return parser().ofSingleCsvRecord(handler(), comment).getFields();
    }

    private CsvReaderBuilder parser() {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .trimWhitespacesAroundQuotes(separator == ',' || separator == ';');
    }

    private static CsvRecordHandler handler() {
        return CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxRecordSize(1 << 26)
                .build();
    }

    /** {@return the separator's name, for messages} */
    String separatorName() {
        return switch (separator) {
            case '\t' -> "tabs";
            case ';' -> "semicolons";
            case ',' -> "commas";
            case ' ' -> "blanks";
            default -> "'" + separator + "'";
        };
    }
}
