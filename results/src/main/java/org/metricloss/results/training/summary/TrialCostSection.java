package org.metricloss.results.training.summary;

import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.run.RecordedRuns;

/**
 * The cost of a finished trial.
 *
 * @param run the runs
 */
public record TrialCostSection(RecordedRuns run) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Cost");
        out.explanation(
                "Per finished trial: mean over seeds and [95% interval], with one or two seeds their values.",
                "Intervals are on the log scale. Samples per second count data"
                        + " and step time, not evaluation. Tuples are the pairs or triplets that the objective compared, and those"
                        + " with a loss above 0. Peak memory is that of a process that ran nothing else, where it was measured.");
        out.table(new SummaryColumns(run).costsAlone());
        TrialCostCharts.phases(run).ifPresent(out::figure);
        TrialCostCharts.memory(run).ifPresent(out::figure);
        ObjectiveSummary.timeNote(run.objectives()).ifPresent(out::paragraph);
    }
}
