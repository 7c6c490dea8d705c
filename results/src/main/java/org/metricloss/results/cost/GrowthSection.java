package org.metricloss.results.cost;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;

/** Exponents of all phases, with what they rest on. */
final class GrowthSection implements CostReport.Section {
    private static final List<String> HEADER =
            List.of("loss", "engine", "fixed", "quantity", "growth", "theory", "between sizes", "R²", "sizes", "n");

    @Override
    public void write(CostSummary study, ReportWriter out) {
        out.heading(2, "Growth");
        out.paragraph(
                "Exponents by log-log regression over the sizes that the study fixed beforehand, from the first on at which the"
                        + " time is at least ten times the engine's empty step; at least five sizes that span a factor of eight."
                        + " Intervals are 95%, and take the deviations from the power law as independent. Between sizes are the"
                        + " exponents from one size to the next: where they rise, a smaller power has not died away yet. Theory is"
                        + " the exponent expected for large n, logarithms left out.");
        out.table(ReportTable.of(
                "tables/exponents.csv",
                HEADER,
                study.growths().stream().map(GrowthSection::row).toList(),
                2));
        GrowthCharts.times(study).forEach(out::figure);
        GrowthCharts.tuples(study).forEach(out::figure);
    }

    private static List<String> row(Growth growth) {
        List<Integer> sizes = growth.sizes();
        return List.of(
                growth.series().label(),
                growth.series().engine(),
                growth.series().fixedInWords(),
                growth.quantity(),
                growth.words().orElseGet(() -> growth.reason().orElse("-")),
                growth.theory().isEmpty()
                        ? "-"
                        : growth.theory().getAsInt()
                                + growth.theoryInside()
                                        .map(inside -> inside ? ", inside" : ", outside")
                                        .orElse(""),
                growth.localSlopes().isEmpty()
                        ? "-"
                        : growth.localSlopes().stream()
                                .map(slope -> String.format(Locale.ROOT, "%.2f", slope))
                                .collect(Collectors.joining(", ")),
                growth.slope()
                        .filter(slope -> slope.rSquared().isPresent())
                        .map(slope -> String.format(
                                Locale.ROOT, "%.4f", slope.rSquared().getAsDouble()))
                        .orElse("-"),
                Integer.toString(sizes.size()),
                sizes.isEmpty() ? "-" : sizes.get(0) + " to " + sizes.get(sizes.size() - 1));
    }
}
