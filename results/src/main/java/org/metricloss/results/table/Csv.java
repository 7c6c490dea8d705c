package org.metricloss.results.table;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;
import tech.tablesaw.io.csv.CsvWriteOptions;
import tech.tablesaw.io.csv.CsvWriter;

/**
 * Writes tables as CSV (RFC 4180 with line feeds): separated by commas, with double quotes if needed and a header, the
 * same in every locale. Fractions are rounded to six significant digits; the records hold them in full. Integers are
 * exact. A missing value and NaN are both an empty cell. Infinities are {@code Infinity} and {@code -Infinity}.
 */
public final class Csv {
    private static final MathContext SIX_DIGITS = new MathContext(6);

    /** Whole numbers below it are exact: counts that some rows lack are stored as floating-point numbers. */
    private static final double EXACT = 0x1p53;

    private Csv() {}

    /**
     * {@return a table as CSV text}
     *
     * @param table any table
     */
    public static String of(Table table) {
        Table rounded = Table.create(table.name());
        for (Column<?> column : table.columns()) {
            rounded.addColumns(column instanceof DoubleColumn numbers ? round(numbers) : column);
        }
        StringWriter text = new StringWriter();
        CsvWriteOptions options = CsvWriteOptions.builder(text)
                .lineEnd("\n")
                .ignoreLeadingWhitespaces(false)
                .ignoreTrailingWhitespaces(false)
                .build();
        new CsvWriter().write(rounded, options);
        return text.toString();
    }

    /**
     * Writes a table as {@code tables/<its name>.csv}.
     *
     * @param folder where tables are written
     * @param table any table
     * @throws ResultsException if it cannot be written
     */
    public static void write(DerivedFiles folder, Table table) {
        folder.writeText("tables/" + table.name() + ".csv", of(table));
    }

    /**
     * Writes a table as {@link #write} does, if it has rows.
     *
     * @param folder where tables are written
     * @param table any table
     * @throws ResultsException if it cannot be written
     */
    public static void writeIfAny(DerivedFiles folder, Table table) {
        if (!table.isEmpty()) {
            write(folder, table);
        }
    }

    private static DoubleColumn round(DoubleColumn column) {
        DoubleColumn rounded = DoubleColumn.create(column.name());
        for (double value : column) {
            boolean isWhole = value == Math.rint(value) && Math.abs(value) < EXACT;
            rounded.append(
                    isWhole || !Double.isFinite(value)
                            ? value
                            : new BigDecimal(value).round(SIX_DIGITS).doubleValue());
        }
        return rounded;
    }
}
