package org.metricloss.results.cost;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.metricloss.results.statistics.Interval;
import org.metricloss.results.statistics.LogLogSlope;
import org.metricloss.results.table.Columns;
import tech.tablesaw.api.Table;

/** How a cost study's phases grow: one row per series and quantity, also where no exponent can be told. */
public final class GrowthTable {
    private GrowthTable() {}

    /**
     * {@return its exponents}
     *
     * @param study a cost study
     */
    public static Table of(CostSummary study) {
        Columns<Growth> columns = new Columns<>("exponents", study.growths());
        columns.text("loss", growth -> growth.series().loss())
                .text("algorithm", growth -> growth.series().algorithm())
                .text("engine", growth -> growth.series().engine())
                .integer("dimension", growth -> growth.series().dimension())
                .text("fixed", growth -> growth.series().fixed())
                .integer("fixedCount", growth -> growth.series().fixedCount())
                .text("quantity", Growth::quantity)
                .integer("sizes", growth -> growth.sizes().size())
                .number("fromSamples", growth -> end(growth.sizes(), 0))
                .number(
                        "toSamples",
                        growth -> end(growth.sizes(), growth.sizes().size() - 1))
                .number("exponent", growth -> Columns.of(growth.slope().map(LogLogSlope::slope)))
                .number("low", growth -> interval(growth, Interval::low))
                .number("high", growth -> interval(growth, Interval::high))
                .number(
                        "rSquared",
                        growth -> growth.slope().map(LogLogSlope::rSquared).orElse(OptionalDouble.empty()))
                .text("localSlopes", GrowthTable::localSlopes)
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
                .text("reason", growth -> growth.reason().orElse(""));
        return columns.table();
    }

    private static OptionalDouble end(List<Integer> sizes, int index) {
        return sizes.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sizes.get(index));
    }

    private static OptionalDouble interval(Growth growth, Function<Interval, Double> end) {
        return Columns.of(growth.slope().flatMap(LogLogSlope::interval).map(end));
    }

    private static String localSlopes(Growth growth) {
        return growth.localSlopes().stream()
                .map(slope -> String.format(Locale.ROOT, "%.2f", slope))
                .collect(Collectors.joining(" "));
    }
}
