package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import org.metricloss.results.report.ConsoleSummary;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.summary.RunSummary;

/** What commands print of a run that has ended. */
final class RunOutput {
    private RunOutput() {}

    /**
     * @param summary what came out
     * @param folder where the run is
     * @param out where it is printed
     * @return the exit code
     */
    static int of(RunSummary summary, RunFolder folder, PrintWriter out) {
        out.println(ConsoleSummary.of(summary));
        out.println("report: " + folder.path().resolve("report.md"));
        return summary.failures().isEmpty() ? Main.OK : Main.SOME_TRIALS_FAILED;
    }
}
