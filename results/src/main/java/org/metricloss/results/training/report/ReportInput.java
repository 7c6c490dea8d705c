package org.metricloss.results.training.report;

import java.util.List;
import java.util.Optional;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.run.ObjectiveSummary;
import org.metricloss.results.training.summary.RunSummary;

/**
 * What a report is made from.
 *
 * @param title the report's title
 * @param summary what is told: of a run, or of several together
 * @param runs the runs it rests on, at least one
 */
public record ReportInput(String title, RunSummary summary, List<ReportedRun> runs) {
    /** @throws IllegalArgumentException where there is no run */
    public ReportInput {
        runs = List.copyOf(runs);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a report needs a run");
        }
    }

    /** The report of one run. */
    public static ReportInput of(RunFolder folder) {
        RunSummary summary = RunSummary.of(folder);
        return of(new ReportedRun(summary, Optional.of(folder)));
    }

    /** The report of several runs; the first names the baseline. */
    public static ReportInput of(List<RunFolder> folders) {
        RunSummary summary = RunSummary.of(folders);
        List<ReportedRun> runs = folders.stream()
                .map(folder -> new ReportedRun(RunSummary.of(folder), Optional.of(folder)))
                .toList();
        return new ReportInput(summary.title(), summary, runs);
    }

    /** The report of one run whose folder is not at hand. */
    public static ReportInput of(RunSummary summary) {
        return of(new ReportedRun(summary, Optional.empty()));
    }

    private static ReportInput of(ReportedRun run) {
        return new ReportInput(run.summary().manifest().name(), run.summary(), List.of(run));
    }

    /** {@return whether objectives must be named with their engine, because there are several engines} */
    public boolean hasEngines() {
        return summary.objectives().stream()
                        .map(ObjectiveSummary::engine)
                        .distinct()
                        .count()
                > 1;
    }

    /** {@return the objective's name in figures, with its engine where there are several} */
    public String name(ObjectiveSummary objective) {
        return hasEngines() ? objective.objective() + " on " + objective.engine() : objective.objective();
    }

    /**
     * {@return what tells a run's pictures from those of the others, where there are several: its label with a colon}
     */
    public String prefix(ReportedRun run) {
        return runs.size() == 1 ? "" : summary.runs().get(runs.indexOf(run)).label() + ": ";
    }

    /** {@return the objective's style in every figure of the report: its place among the objectives} */
    public int style(ObjectiveSummary objective) {
        return summary.objectives().indexOf(objective);
    }
}
