package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.metricloss.results.cost.PointSetup.ListedTuples;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.table.Columns;
import tech.tablesaw.api.Table;

/** A cost study in long form: one row per point and phase, and one for each point that was not measured. */
public final class CostTable {
    private CostTable() {}

    private record Row(PointSummary point, Optional<PhaseCost> phase) {
        OptionalDouble number(Function<PhaseCost, Double> value) {
            return Columns.of(phase.map(value));
        }

        OptionalDouble end(Function<Interval, Double> value) {
            return Columns.of(phase.flatMap(PhaseCost::interval).map(value));
        }

        OptionalDouble measured(double value) {
            return phase.isPresent() ? OptionalDouble.of(value) : OptionalDouble.empty();
        }
    }

    /**
     * {@return its points and phases}
     *
     * @param study a cost study
     */
    public static Table of(CostSummary study) {
        List<Row> rows = new ArrayList<>();
        for (PointSummary point : study.points()) {
            point.phases().forEach(phase -> rows.add(new Row(point, Optional.of(phase))));
            if (point.phases().isEmpty()) {
                rows.add(new Row(point, Optional.empty()));
            }
        }
        Columns<Row> columns = new Columns<>("cost", rows);
        columns.text("loss", row -> row.point().setup().loss())
                .text("algorithm", row -> row.point().setup().algorithm())
                .text("engine", row -> row.point().setup().engine())
                .integer("samples", row -> row.point().setup().samples())
                .integer("dimension", row -> row.point().setup().dimension())
                .integer("classes", row -> row.point().setup().classes())
                .number("perClass", CostTable::perClass)
                .text("fixed", row -> Series.of(row.point().setup()).fixed())
                .text("phase", row -> row.phase().map(PhaseCost::phase).orElse(PhaseCost.TOTAL))
                .text("status", row -> row.point().status().words())
                .text("reason", row -> row.point().reason().orElse(""))
                .number("medianSeconds", row -> row.number(PhaseCost::medianSeconds))
                .number("lowSeconds", row -> row.end(Interval::low))
                .number("highSeconds", row -> row.end(Interval::high))
                .integer("rounds", row -> row.phase().map(PhaseCost::rounds).orElse(0))
                .integer("repeats", row -> row.phase().map(PhaseCost::repeats).orElse(0))
                .integer("gcCount", row -> row.phase().map(PhaseCost::gcCount).orElse(0L))
                .number("gcSeconds", row -> row.number(PhaseCost::gcSeconds))
                .number(
                        "timesBaseline",
                        row -> row.phase().map(PhaseCost::timesBaseline).orElse(OptionalDouble.empty()))
                .number("clockSeconds", row -> row.measured(row.point().clockSeconds()))
                .number("emptyStepSeconds", row -> row.measured(row.point().emptyStepSeconds()))
                .integer("pairs", row -> row.point().setup().pairs())
                .integer("triplets", row -> row.point().setup().triplets())
                .integer("tuplesPredicted", row -> row.point().setup().tuplesPredicted())
                .number(
                        "tuplesCounted",
                        row -> Columns.of(row.point().tuplesCounted().map(Long::doubleValue)))
                .number(
                        "sampleTuples",
                        row -> Columns.of(row.point().setup().listed().map(tuples -> (double) tuples.sample())))
                .number("peakBytes", row -> Columns.of(row.point().peakBytes().map(Long::doubleValue)))
                .integer("predictedBytes", row -> row.point().setup().predictedBytes())
                .text(
                        "network",
                        row -> row.point()
                                .setup()
                                .listed()
                                .map(ListedTuples::network)
                                .orElse(""));
        return columns.table();
    }

    private static OptionalDouble perClass(Row row) {
        return OptionalDouble.of(
                (double) row.point().setup().samples() / row.point().setup().classes());
    }
}
