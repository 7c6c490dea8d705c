package org.metricloss.datasets.embeddings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The role of each column of a CSV file.
 *
 * @param header the place of the names of the columns, such as {@code line 1}, or {@code none}
 * @param names the names of the columns; empty if there is no header
 * @param count the number of columns
 * @param label the index of the column with the labels; {@link #NO_LABEL} if there is none
 * @param labelStated whether the column was chosen by its name; otherwise it is only the last column, or there is none
 * @param dropped the indices of the columns that are left out
 */
record CsvColumns(String header, List<String> names, int count, int label, boolean labelStated, Set<Integer> dropped) {
    /** The index of the column of labels where there is none. */
    static final int NO_LABEL = -1;

    /** Names of a column of labels. */
    private static final Set<String> LABELS = Set.of("label", "labels", "target", "targets", "class", "classes");

    private static final String WEAK_LABEL = "y";

    /** What {@code embed}, {@code features} and {@code --export} write beside the label and the numbers {@code e1}, {@code e2}, ... */
    private static final List<String> WRITTEN = List.of("path", "sample", "predicted", "score");

    /** Names of a column that is an index if it holds another whole number in each row. */
    private static final Set<String> INDICES = Set.of("id", "index", "row", "sample");

    /** So many rows are not counted by chance. */
    private static final int MANY_COUNTED = 10;

    /** {@return whether a cell is a name by which a column of labels is recognised} */
    static boolean isLabelName(String cell) {
        return LABELS.contains(key(cell)) || key(cell).equals(WEAK_LABEL);
    }

    /**
     * {@return the columns}
     *
     * @param header the place of the names
     * @param names the names, of which only the first may be blank; empty if there is no header
     * @param count the number of columns
     * @param options the user's options
     * @throws IllegalArgumentException if it is not clear which column holds the labels, or an option names a column
     *     that does not exist
     */
    static CsvColumns of(String header, List<String> names, int count, CsvOptions options) {
        Set<Integer> dropped = new TreeSet<>();
        options.drop().forEach(drop -> dropped.addAll(find("--drop", drop, names, count)));
        boolean stated = true;
        List<Integer> labels;
        if (options.label().isPresent()) {
            labels = find("--label", options.label().get(), names, count);
        } else {
            labels = named(names, dropped);
            if (labels.isEmpty()) {
                stated = false;
                labels = List.of(last(count, dropped));
            }
        }
        if (labels.size() > 1) {
            throw new IllegalArgumentException("several columns may hold the labels: "
                    + labels.stream().map(names::get).collect(Collectors.joining(", "))
                    + "; choose one with --label NAME, or leave one out with --drop NAME");
        }
        int label = labels.get(0);
        IntStream.concat(besideEmbeddings(names), savedIndex(names))
                .filter(i -> i != label)
                .forEach(dropped::add);
        if (dropped.contains(label)) {
            throw new IllegalArgumentException("the column of labels must not be dropped");
        }
        return new CsvColumns(header, names, count, label, stated, dropped);
    }

    /** {@return the columns beside label and numbers in a file that MetricLoss wrote} */
    private static IntStream besideEmbeddings(List<String> names) {
        return names.isEmpty() || !WRITTEN.subList(0, 2).contains(names.get(0)) || !names.contains("e1")
                ? IntStream.empty()
                : IntStream.range(0, names.size()).filter(i -> WRITTEN.contains(names.get(i)));
    }

    /** {@return the first columns if pandas read them as an index without a name and wrote them under its own name for that} */
    private static IntStream savedIndex(List<String> names) {
        return IntStream.range(0, names.size()).takeWhile(i -> names.get(i).startsWith("Unnamed: 0"));
    }

    private static int last(int count, Set<Integer> dropped) {
        int last = count - 1;
        while (last > 0 && dropped.contains(last)) {
            last--;
        }
        return last;
    }

    private static List<Integer> named(List<String> names, Set<Integer> dropped) {
        List<Integer> strong = IntStream.range(0, names.size())
                .filter(i -> !dropped.contains(i) && LABELS.contains(key(names.get(i))))
                .boxed()
                .toList();
        if (!strong.isEmpty()) {
            return strong;
        }
        // In any other place y is more likely a coordinate.
        return IntStream.of(0, names.size() - 1)
                .filter(i -> !names.isEmpty()
                        && !dropped.contains(i)
                        && key(names.get(i)).equals(WEAK_LABEL))
                .distinct()
                .boxed()
                .toList();
    }

    private static List<Integer> find(String option, String called, List<String> names, int count) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (key(names.get(i)).equals(key(called))) {
                found.add(i);
            }
        }
        if (names.isEmpty() && called.matches("[1-9][0-9]{0,6}") && Integer.parseInt(called) <= count) {
            found.add(Integer.parseInt(called) - 1);
        }
        if (found.isEmpty()) {
            throw new IllegalArgumentException(option + ": no column '" + called + "'; "
                    + (names.isEmpty()
                            ? "the file has no header, so columns are named 1 to " + count
                            : "columns: " + shortened(names)));
        }
        return found;
    }

    private static String shortened(List<String> names) {
        int most = 12;
        return String.join(", ", names.subList(0, Math.min(most, names.size())))
                + (names.size() > most ? ", ... (" + names.size() + ")" : "");
    }

    static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** {@return the number of coordinates in a row} */
    int coordinates() {
        return count - (hasLabel() ? 1 : 0) - dropped.size();
    }

    /** {@return whether a column holds labels} */
    boolean hasLabel() {
        return label != NO_LABEL;
    }

    /** {@return these columns with the last as a coordinate too, which was taken for the labels only because it is the last} */
    CsvColumns withoutLabel() {
        return new CsvColumns(header, names, count, NO_LABEL, false, dropped);
    }

    /** {@return a column as messages name it: by its name, or by its number counted from 1} */
    String called(int column) {
        return names.isEmpty() || names.get(column).isBlank()
                ? "column " + (column + 1)
                : "column '" + names.get(column).strip() + "'";
    }

    /** {@return a column as {@code --drop} names it} */
    String option(int column) {
        return names.isEmpty()
                ? Integer.toString(column + 1)
                : "'" + names.get(column).strip() + "'";
    }

    /**
     * {@return the coordinates that are an index: they are called so and hold another whole number in each row; or they count the
     * rows, of which there are many, while others hold fractions}
     *
     * @param rows some of the rows, from the first on
     */
    List<Integer> indices(List<List<String>> rows) {
        List<Integer> coordinates = IntStream.range(0, count)
                .filter(i -> i != label && !dropped.contains(i))
                .boxed()
                .toList();
        boolean unlikely = rows.size() >= MANY_COUNTED
                && coordinates.stream().anyMatch(i -> rows.stream().anyMatch(row -> CsvCell.isDecimal(row.get(i))));
        return coordinates.stream()
                .filter(i -> isCalledIndex(i) && numbersRows(rows, i) || unlikely && CsvHeader.counts(rows, i))
                .toList();
    }

    /** {@return whether a column has a name that only an index has} */
    boolean isCalledIndex(int column) {
        return !names.isEmpty() && INDICES.contains(key(names.get(column)));
    }

    private static boolean numbersRows(List<List<String>> rows, int column) {
        RowNumbers numbers = new RowNumbers();
        return rows.stream().allMatch(row -> numbers.add(row.get(column).strip()));
    }

    /** {@return these columns with more left out} */
    CsvColumns without(List<Integer> columns) {
        Set<Integer> more = new TreeSet<>(dropped);
        more.addAll(columns);
        return new CsvColumns(header, names, count, label, labelStated, more);
    }

    /** {@return a description of the roles, for the console} */
    String describe() {
        String labels = hasLabel() ? called(label) + (labelStated ? "" : " (the last)") : "none";
        return "header: " + header + "; labels: " + labels
                + (dropped.isEmpty()
                        ? ""
                        : "; left out: " + dropped.stream().map(this::called).collect(Collectors.joining(", ")));
    }
}
