package org.metricloss.results.training.summary;

import java.util.ArrayList;
import java.util.List;
import org.metricloss.results.report.ReportTable;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.statistics.MeanEstimate;
import org.metricloss.results.text.NumberText;
import org.metricloss.results.training.report.ReportInput;
import org.metricloss.results.training.report.ReportSection;
import org.metricloss.results.training.report.RowSource;
import org.metricloss.results.training.run.ObjectiveSummary;

/** What a finished trial cost. */
public final class CostSection implements ReportSection {
    /** Below a table in which times are marked. */
    public static final String SIDE_BY_SIDE =
            "(*) Trials ran side by side on this machine: these times are not comparable.";

    private static final List<String> HEADER = List.of(
            "objective",
            "engine",
            "seconds per trial",
            "data s",
            "step s",
            "evaluation s",
            "samples/s",
            "tuples considered",
            "tuples active",
            "peak MiB");
    private static final List<String> TIMES =
            List.of("wallSeconds", "dataSeconds", "stepSeconds", "evaluationSeconds", "samplesPerSecond");

    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        out.heading(2, "Cost");
        out.paragraph(
                "Per finished trial, mean over seeds ± half width of the 95% t interval. Samples per second count data"
                        + " and step time, not evaluation. Tuples are the pairs or triplets that the objective compared, and those"
                        + " with a loss above 0. Peak memory is that of a process that ran nothing else, where it was measured.");
        out.table(ReportTable.of(
                        "tables/summary.csv",
                        HEADER,
                        run.objectives().stream().map(CostSection::row).toList(),
                        HEADER.size() - 2)
                .withDetails(run.objectives().stream()
                        .map(objective -> RowSource.of(run, objective.trials()))
                        .toList()));
        CostCharts.phases(input).ifPresent(out::figure);
        CostCharts.memory(input).ifPresent(out::figure);
        if (run.objectives().stream().anyMatch(objective -> objective.sideBySide() > 0)) {
            out.paragraph(SIDE_BY_SIDE);
        }
    }

    private static List<String> row(ObjectiveSummary objective) {
        List<String> row = new ArrayList<>(List.of(objective.objective(), objective.engine()));
        for (String name : ObjectiveSummary.COSTS) {
            MeanEstimate cost = objective.costs().get(name);
            String mark = objective.sideBySide() > 0 && TIMES.contains(name) ? " (*)" : "";
            row.add(cost == null ? "-" : NumberText.cost(cost, "±") + mark);
        }
        return row;
    }
}
