package org.metricloss.results.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.metricloss.results.cost.PointSetup.ListedTuples;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import org.metricloss.results.text.NumberText;
import tech.tablesaw.api.Table;

/** The times of the phases of each point. */
record PhaseSection(CostSummary study) implements ReportSection {
    /**
     * A phase of a point, or a point that was not measured.
     *
     * @param point the point
     * @param phase one of its phases; empty if it has none
     */
    private record MeasuredPhase(PointSummary point, Optional<PhaseCost> phase) {
        OptionalDouble number(Function<PhaseCost, Double> value) {
            return Columns.of(phase.map(value));
        }

        OptionalDouble end(Function<Interval, Double> value) {
            return Columns.of(phase.flatMap(PhaseCost::interval).map(value));
        }

        OptionalDouble measured(double value) {
            return phase.isPresent() ? OptionalDouble.of(value) : OptionalDouble.empty();
        }

        String shown(Function<PhaseCost, String> value) {
            return phase.map(value).orElse("-");
        }
    }

    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Phases");
        out.explanation(
                "What each phase of a loss takes, and its share of the time that the phases take together.",
                "Each phase is the time of the work up to its end, less the time of the work up to its beginning; both are timed"
                        + " separately, in turns. Phases joined by + are computed in one pass over the same numbers and cannot be"
                        + " separated. A phase that takes less than the noise of both measurements can come out below 0: it"
                        + " counts as 0 and is shown as below the noise, without an interval. On an"
                        + " engine that computes every operation at once the value includes derivatives by the distances where a loss"
                        + " gives them in closed form. For listed tuples the loss is timed on the sample's embeddings, and the network"
                        + " in the training step. Garbage collections are counted within the timed intervals.");
        GrowthCharts.phases(study).forEach(out::figure);
        List<MeasuredPhase> timed = rows().stream()
                .filter(row -> row.phase()
                        .filter(phase -> !phase.phase().equals(PhaseCost.EPOCH))
                        .isPresent())
                .toList();
        out.records(columns().report(timed));
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    Table table() {
        return columns().table(rows());
    }

    /** Returns the phases of each point, and one row for each point that was not measured. */
    private List<MeasuredPhase> rows() {
        List<MeasuredPhase> rows = new ArrayList<>();
        for (PointSummary point : study.points()) {
            point.phases().forEach(phase -> rows.add(new MeasuredPhase(point, Optional.of(phase))));
            if (point.phases().isEmpty()) {
                rows.add(new MeasuredPhase(point, Optional.empty()));
            }
        }
        return rows;
    }

    private static Columns<MeasuredPhase> columns() {
        return new Columns<MeasuredPhase>("cost")
                .text("loss", row -> row.point().setup().loss())
                .text("algorithm", row -> row.point().setup().algorithm())
                .text("engine", row -> row.point().setup().engine())
                .integer("samples", row -> row.point().setup().samples())
                .integer("dimension", row -> row.point().setup().dimension())
                .integer("classes", row -> row.point().setup().classes())
                .number("perClass", PhaseSection::perClass)
                .text("fixed", row -> Series.of(row.point().setup()).fixed())
                .text("phase", row -> row.phase().map(PhaseCost::phase).orElse(PhaseCost.TOTAL))
                .text("status", row -> row.point().status().words())
                .text("reason", row -> row.point().reason().orElse(""))
                .number("medianSeconds", row -> row.number(PhaseCost::medianSeconds))
                .number("lowSeconds", row -> row.end(Interval::low))
                .number("highSeconds", row -> row.end(Interval::high))
                .few("fewSeconds", row -> row.phase().map(PhaseCost::few).orElse(List.of()))
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
                                .orElse(""))
                .shown("loss", row -> Series.of(row.point().setup()).label())
                .shownIfDifferent("engine", row -> row.point().setup().engine())
                .shown("phase", row -> row.shown(PhaseCost::phase))
                .figure("n", row -> Integer.toString(row.point().setup().samples()))
                .figureIfDifferent(
                        "d", row -> Integer.toString(row.point().setup().dimension()))
                .figureIfDifferent(
                        "classes", row -> Integer.toString(row.point().setup().classes()))
                .figure("time", row -> row.shown(PhaseSection::seconds))
                .figure("interval", row -> row.shown(PriceSection::interval))
                .figure("share", row -> row.shown(phase -> share(row.point(), phase)))
                .figure("repeats", row -> row.shown(phase -> Integer.toString(phase.repeats())))
                .figure("gc", row -> row.shown(phase -> Long.toString(phase.gcCount())));
    }

    private static OptionalDouble perClass(MeasuredPhase row) {
        return OptionalDouble.of(
                (double) row.point().setup().samples() / row.point().setup().classes());
    }

    private static String seconds(PhaseCost phase) {
        return phase.medianSeconds() > 0 ? NumberText.seconds(phase.medianSeconds()) : "below the noise";
    }

    private static String share(PointSummary point, PhaseCost phase) {
        return point.share(phase.phase())
                .map(share -> String.format(Locale.ROOT, "%.0f%%", 100 * share))
                .orElse("-");
    }
}
