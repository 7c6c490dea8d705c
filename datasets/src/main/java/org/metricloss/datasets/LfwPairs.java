package org.metricloss.datasets;

import java.nio.file.Path;
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
    private static final int MOST_NUMBER = 999_999;

    private final TextLines text;
    private final Map<String, Integer> rows;

    private LfwPairs(TextLines text, Map<String, Integer> rows) {
        this.text = text;
        this.rows = rows;
    }

    /**
     * {@return the pairs}
     *
     * @param file the list
     * @param rows the row of each test image, by {@code class/name}
     * @throws DatasetException if the file cannot be read, is not in this form, names an image that does not exist or one twice
     *     in a pair, or names one person in a pair of two;
     *     the message is one line with file and line number
     */
    static LabelledPairs read(Path file, Map<String, Integer> rows) {
        return new LfwPairs(TextLines.read(file), rows).pairs();
    }

    private LabelledPairs pairs() {
        String[] head = text.cells(0);
        if (head.length != 1 && head.length != 2 || head[0].isEmpty()) {
            throw text.refused(
                    0,
                    "must hold the number of folds (may be missing if it is 1) and the number of"
                            + " pairs of each kind in a fold");
        }
        int folds = head.length == 1 ? 1 : number(0, head[0], 1);
        int perKind = number(0, head[head.length - 1], 1);
        long pairs = 2L * folds * perKind;
        List<Integer> places = new ArrayList<>();
        for (int line = 1; line < text.size(); line++) {
            if (!text.isBlank(line)) {
                places.add(line);
            }
        }
        int found = places.size();
        if (pairs > MOST || found != pairs) {
            throw text.refused(
                    0, "says %s folds of 2 x %s pairs, found %s lines of pairs".formatted(folds, perKind, found));
        }
        int[] first = new int[(int) pairs];
        int[] second = new int[first.length];
        boolean[] same = new boolean[first.length];
        int[] fold = new int[first.length];
        for (int i = 0; i < first.length; i++) {
            int line = places.get(i);
            fold[i] = i / (2 * perKind);
            same[i] = i % (2 * perKind) < perKind;
            String[] cells = text.cells(line);
            if (cells.length != (same[i] ? 3 : 4)) {
                throw text.refused(
                        line,
                        same[i]
                                ? "must be NAME I J for a pair of the same person"
                                : "must be NAME I NAME J for a pair of two persons");
            }
            first[i] = row(line, cells[0], cells[1]);
            second[i] = row(line, cells[same[i] ? 0 : 2], cells[cells.length - 1]);
            if (first[i] == second[i]) {
                throw text.refused(line, "names one image twice");
            }
            if (!same[i] && cells[0].equals(cells[2])) {
                throw text.refused(line, "must name two persons, as the second half of each fold does");
            }
        }
        return new LabelledPairs(first, second, same, fold);
    }

    private int row(int line, String person, String image) {
        String name = String.format(Locale.ROOT, "%s/%s_%04d", person, person, number(line, image, 0));
        Integer row = rows.get(name);
        if (row == null) {
            throw text.refused(line, "no test image " + name);
        }
        return row;
    }

    private int number(int line, String cell, int least) {
        return text.number(line, cell, least, MOST_NUMBER);
    }
}
