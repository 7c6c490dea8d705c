package org.metricloss.experiments.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.metricloss.results.cost.CostReport;
import org.metricloss.results.record.Study;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.report.RunReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run's tables and reports anew. */
@Command(
        name = "report",
        description = "Writes the tables and reports of a run anew, from its records and artifacts.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "The run's folder: the one that holds manifest.json.")
    private Path path;

    @Mixin
    private ExportArguments exports;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunFolder folder = RunFolder.open(path);
        if (folder.manifest().study() == Study.COST) {
            exports.checkForCost();
            CostReport.write(folder);
        } else {
            RunReport.write(folder);
        }
        spec.commandLine().getOut().println("report: " + path.resolve(Report.PAGE));
        exports.write(folder);
        return Main.OK;
    }
}
