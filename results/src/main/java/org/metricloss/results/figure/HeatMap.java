package org.metricloss.results.figure;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Shares as shaded cells of a matrix.
 *
 * @param id see {@link Figure#id}
 * @param title see {@link Figure#title}
 * @param caption see {@link Figure#caption}
 * @param rowTitle what the rows are
 * @param columnTitle what the columns are
 * @param rows the names of the rows from top to bottom, at least one
 * @param columns the names of the columns from left to right, at least one
 * @param cells the shares [row][column]; empty where there is none
 * @param sameClasses whether rows and columns are the same classes, so that the diagonal is what is right and everything else
 *     is what is wrong
 */
public record HeatMap(
        String id,
        String title,
        String caption,
        String rowTitle,
        String columnTitle,
        List<String> rows,
        List<String> columns,
        List<List<Optional<Double>>> cells,
        boolean sameClasses)
        implements Figure {
    /** @throws IllegalArgumentException if there is no row or column, or cells do not match them */
    public HeatMap {
        Figure.requireId(id);
        rows = List.copyOf(rows);
        columns = List.copyOf(columns);
        cells = cells.stream().map(List::copyOf).toList();
        int wide = columns.size();
        if (rows.isEmpty() || wide == 0) {
            throw new IllegalArgumentException("heat map " + id + " must have a row and a column");
        }
        if (cells.size() != rows.size() || cells.stream().anyMatch(row -> row.size() != wide)) {
            throw new IllegalArgumentException("heat map " + id + " must have a cell for each row and column");
        }
    }

    /** {@return whether a cell is what is right, which has a colour of its own} */
    public boolean isRight(int row, int column) {
        return !sameClasses || row == column;
    }

    /**
     * {@return how dark a cell is, in [0, 1]: its place between the least and the greatest value of the cells of its colour; of
     * what is wrong its share of the greatest; empty without a value}
     */
    public Optional<Double> shade(int row, int column) {
        boolean right = isRight(row, column);
        double[] alike = IntStream.range(0, rows.size())
                .boxed()
                .flatMap(i -> IntStream.range(0, columns.size())
                        .filter(j -> isRight(i, j) == right)
                        .mapToObj(j -> cells.get(i).get(j))
                        .flatMap(Optional::stream))
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        return cells.get(row).get(column).map(value -> {
            double greatest = alike[alike.length - 1];
            double least = right ? alike[0] : 0;
            return greatest > least ? (value - least) / (greatest - least) : right ? 1.0 : 0.0;
        });
    }
}
