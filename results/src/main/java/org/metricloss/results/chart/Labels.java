package org.metricloss.results.chart;

import org.metricloss.results.summary.ObjectiveSummary;
import org.metricloss.results.summary.RunSummary;

/** What objectives are called in figures. */
final class Labels {
    private Labels() {}

    /** The objective's name, with the engine's where the run has several. */
    static String of(RunSummary run, String objective, String engine) {
        long engines = run.objectives().stream()
                .map(ObjectiveSummary::engine)
                .distinct()
                .count();
        return engines > 1 ? objective + " (" + engine + ")" : objective;
    }

    static String of(RunSummary run, ObjectiveSummary objective) {
        return of(run, objective.objective(), objective.engine());
    }
}
