package org.metricloss.datasets;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.metricloss.core.evaluation.LabelledPairs;

/**
 * Reads pairs of images in the form of {@code pairs.txt} of Labeled Faces in the Wild (Huang et al., 2007): the first
 * line holds the number of folds F and the number N of pairs of each kind in a fold; then each fold has N lines {@code
 * NAME I J} for two images of one person, and N lines {@code NAME I NAME J} for images of two persons. The lists of
 * view 1, such as {@code pairsDevTest.txt}, hold only N in their first line and are a single fold. Image 1 of A_B is
 * called {@code A_B/A_B_0001}. Separators are tabs or spaces; a byte order mark is skipped.
 */
final class LfwPairs {
    private static final int MOST = 1_000_000;
    private static final long MOST_BYTES = 256L << 20;

    private final Path file;
    private final List<String> lines;
    private final Map<String, Integer> rows;

    private LfwPairs(Path file, List<String> lines, Map<String, Integer> rows) {
        this.file = file;
        this.lines = lines;
        this.rows = rows;
    }

    /**
     * {@return the pairs}
     *
     * @param file the list
     * @param rows the row of each test image, by {@code class/name}
     * @throws DatasetException if the file cannot be read, is not in this form, or names an image that does not exist;
     *     the message is one line with file and line number
     */
    static LabelledPairs read(Path file, Map<String, Integer> rows) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new DatasetException(file + ": must be a plain file");
            }
            if (Files.exists(file) && Files.size(file) > MOST_BYTES) {
                throw new DatasetException(file + ": must have at most " + MOST_BYTES + " bytes");
            }
            String text = Normalizer.normalize(Files.readString(file), Normalizer.Form.NFC);
            return new LfwPairs(file, text.replaceFirst("^\uFEFF", "").lines().toList(), rows).pairs();
        } catch (CharacterCodingException notText) {
            throw new DatasetException(file + ": must be text in UTF-8", notText);
        } catch (IOException e) {
            throw new DatasetException(file + ": cannot be read (" + e + ")", e);
        }
    }

    private LabelledPairs pairs() {
        String[] head = cells(0);
        if (head.length != 1 && head.length != 2 || head[0].isEmpty()) {
            throw refused(
                    0,
                    "must hold the number of folds (may be missing if it is 1) and the number of"
                            + " pairs of each kind in a fold");
        }
        int folds = head.length == 1 ? 1 : number(0, head[0], 1);
        int perKind = number(0, head[head.length - 1], 1);
        long pairs = 2L * folds * perKind;
        long found = lines.stream().skip(1).filter(line -> !line.isBlank()).count();
        if (pairs > MOST || found != pairs) {
            throw refused(0, "says %s folds of 2 x %s pairs, found %s lines of pairs".formatted(folds, perKind, found));
        }
        int[] first = new int[(int) pairs];
        int[] second = new int[first.length];
        boolean[] same = new boolean[first.length];
        int[] fold = new int[first.length];
        List<Integer> places = new ArrayList<>();
        for (int line = 1; line < lines.size(); line++) {
            if (!lines.get(line).isBlank()) {
                places.add(line);
            }
        }
        for (int i = 0; i < first.length; i++) {
            int line = places.get(i);
            fold[i] = i / (2 * perKind);
            same[i] = i % (2 * perKind) < perKind;
            String[] cells = cells(line);
            if (cells.length != (same[i] ? 3 : 4)) {
                throw refused(
                        line,
                        same[i]
                                ? "must be NAME I J for a pair of the same person"
                                : "must be NAME I NAME J for a pair of two persons");
            }
            first[i] = row(line, cells[0], cells[1]);
            second[i] = row(line, cells[same[i] ? 0 : 2], cells[cells.length - 1]);
        }
        return new LabelledPairs(first, second, same, fold);
    }

    private String[] cells(int line) {
        return line < lines.size() ? lines.get(line).strip().split("\\s+") : new String[0];
    }

    private int row(int line, String person, String image) {
        String name = String.format(Locale.ROOT, "%s/%s_%04d", person, person, number(line, image, 0));
        Integer row = rows.get(name);
        if (row == null) {
            throw refused(line, "no test image " + name);
        }
        return row;
    }

    private int number(int line, String text, int least) {
        if (!text.matches("[0-9]{1,6}") || Integer.parseInt(text) < least) {
            throw refused(line, "must be a whole number >= " + least + ", found '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    private DatasetException refused(int line, String problem) {
        return new DatasetException(file + ":" + (line + 1) + ": " + problem);
    }
}
