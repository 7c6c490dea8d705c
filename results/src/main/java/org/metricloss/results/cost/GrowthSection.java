package org.metricloss.results.cost;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.LogLogSlope;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.table.Columns;
import org.metricloss.results.table.Csv;
import tech.tablesaw.api.Table;

/** The exponents of all phases, with the sizes that they are based on. */
record GrowthSection(CostSummary study) implements ReportSection {

    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Growth");
        out.explanation(
                "The factor by which doubling n multiplies each quantity, and the exponent of n behind it. Theory is the exponent"
                        + " expected for large n.",
                "Exponents come from a log-log regression over the sizes that the study fixed beforehand, from the first one on at"
                        + " which the time is at least ten times the engine's empty step; at least five sizes that span a factor"
                        + " of eight. Intervals are 95% intervals that take the deviations from the power law as independent."
                        + " Between sizes are the exponents from one size to the next: where they rise, a smaller power has not"
                        + " died away yet. Theory leaves out logarithms.");
        List<Growth> fitted = study.growths().stream()
                .filter(growth -> growth.slope().isPresent())
                .toList();
        List<Growth> others = study.growths().stream()
                .filter(growth -> growth.slope().isEmpty())
                .toList();
        if (!fitted.isEmpty()) {
            out.table(columns().report(fitted));
        }
        if (!others.isEmpty()) {
            out.onRequest(
                    others.size() + (others.size() == 1 ? " quantity" : " quantities")
                            + " without an exponent, with the reason",
                    columns().report(others));
        }
        GrowthCharts.times(study).forEach(out::figure);
        GrowthCharts.tuples(study).forEach(out::figure);
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        Csv.write(folder, table());
    }

    Table table() {
        return columns().table(study.growths());
    }

    private static Columns<Growth> columns() {
        return new Columns<Growth>("exponents")
                .text("loss", growth -> growth.series().loss())
                .text("algorithm", growth -> growth.series().algorithm())
                .shown("loss", growth -> growth.series().label())
                .text("engine", growth -> growth.series().engine())
                .shownIfDifferent("engine", growth -> growth.series().engine())
                .integer("dimension", growth -> growth.series().dimension())
                .text("fixed", growth -> growth.series().fixed())
                .shownIfDifferent("fixed", growth -> growth.series().fixedInWords())
                .integer("fixedCount", growth -> growth.series().fixedCount())
                .text("quantity", Growth::quantity)
                .shown("quantity", Growth::quantity)
                .shown(
                        "when n doubles",
                        growth -> growth.doubling()
                                .map(factor -> "x " + factor)
                                .orElseGet(() -> growth.reason().orElse("-")))
                .shown("growth", growth -> growth.words().orElse("-"))
                .shown("theory", GrowthSection::theory)
                .shown("between sizes", growth -> localSlopes(growth, ", ", "-"))
                .integer("sizes", growth -> growth.sizes().size())
                .number("fromSamples", growth -> end(growth.sizes(), 0))
                .number(
                        "toSamples",
                        growth -> end(growth.sizes(), growth.sizes().size() - 1))
                .number("exponent", growth -> Columns.of(growth.slope().map(LogLogSlope::slope)))
                .number("low", growth -> interval(growth, Interval::low))
                .number("high", growth -> interval(growth, Interval::high))
                .number("rSquared", GrowthSection::rSquared)
                .shown("R²", GrowthSection::rSquaredInWords)
                .text("localSlopes", growth -> localSlopes(growth, " ", ""))
                .number(
                        "theory",
                        growth -> growth.theory().isPresent()
                                ? OptionalDouble.of(growth.theory().getAsInt())
                                : OptionalDouble.empty())
                .text(
                        "theoryInside",
                        growth -> growth.theoryInside()
                                .map(inside -> inside ? "yes" : "no")
                                .orElse(""))
                .text("reason", growth -> growth.reason().orElse(""))
                .figure("sizes", growth -> Integer.toString(growth.sizes().size()))
                .figure("n", GrowthSection::range);
    }

    private static OptionalDouble end(List<Integer> sizes, int index) {
        return sizes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sizes.get(index));
    }

    private static OptionalDouble interval(Growth growth, Function<Interval, Double> end) {
        return Columns.of(growth.slope().flatMap(LogLogSlope::interval).map(end));
    }

    private static String localSlopes(Growth growth, String separator, String none) {
        return growth.localSlopes().isEmpty()
                ? none
                : growth.localSlopes().stream()
                        .map(slope -> String.format(Locale.ROOT, "%.2f", slope))
                        .collect(Collectors.joining(separator));
    }

    private static OptionalDouble rSquared(Growth growth) {
        return growth.slope().map(LogLogSlope::rSquared).orElse(OptionalDouble.empty());
    }

    private static String rSquaredInWords(Growth growth) {
        OptionalDouble rSquared = rSquared(growth);
        return rSquared.isPresent() ? String.format(Locale.ROOT, "%.4f", rSquared.getAsDouble()) : "-";
    }

    private static String theory(Growth growth) {
        return growth.theory().isEmpty()
                ? "-"
                : growth.theory().getAsInt()
                        + growth.theoryInside()
                                .map(inside -> inside ? ", inside" : ", outside")
                                .orElse("");
    }

    private static String range(Growth growth) {
        List<Integer> sizes = growth.sizes();
        return sizes.isEmpty() ? "-" : sizes.get(0) + " to " + sizes.get(sizes.size() - 1);
    }
}
