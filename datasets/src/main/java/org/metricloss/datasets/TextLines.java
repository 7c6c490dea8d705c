package org.metricloss.datasets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.metricloss.base.Causes;

/**
 * A text file in UTF-8 whose cells are separated by tabs or blanks. A byte order mark is skipped.
 *
 * @param file the file
 * @param lines its lines, in Unicode's normal form C
 */
record TextLines(Path file, List<String> lines) {
    private static final long MOST_BYTES = 256L << 20;

    /** @throws DatasetException if the file is not a plain file, is too large, is not text, or cannot be read */
    static TextLines read(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new DatasetException(file + (Files.exists(file) ? ": must be a plain file" : ": no such file"));
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new DatasetException(file + ": must have at most " + MOST_BYTES + " bytes");
            }
            String text = Normalizer.normalize(Files.readString(file), Normalizer.Form.NFC);
            return new TextLines(file, text.replaceFirst("^\uFEFF", "").lines().toList());
        } catch (CharacterCodingException notText) {
            throw new DatasetException(file + ": must be text in UTF-8", notText);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read (" + Causes.inWords(e) + ")", e);
        }
    }

    int size() {
        return lines.size();
    }

    boolean isBlank(int line) {
        return lines.get(line).isBlank();
    }

    /**
     * {@return the cells of a line; a single empty one if it is blank, none if it does not exist}
     *
     * @param line counted from 0
     */
    String[] cells(int line) {
        return line < lines.size() ? lines.get(line).strip().split("\\s+") : new String[0];
    }

    /**
     * {@return the whole number in a cell}
     *
     * @throws DatasetException if it is not a whole number from least to most
     */
    int number(int line, String cell, int least, int most) {
        if (!cell.matches("[0-9]{1,9}") || Integer.parseInt(cell) < least || Integer.parseInt(cell) > most) {
            throw refused(
                    line,
                    "must be a whole number "
                            + (most == Integer.MAX_VALUE ? ">= " + least : "from " + least + " to " + most)
                            + ", found '" + cell + "'");
        }
        return Integer.parseInt(cell);
    }

    /**
     * {@return the exception that refuses a line}
     *
     * @param line counted from 0
     */
    DatasetException refused(int line, String problem) {
        return new DatasetException(file + ":" + (line + 1) + ": " + problem);
    }
}
