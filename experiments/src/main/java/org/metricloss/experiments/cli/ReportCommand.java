package org.metricloss.experiments.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Exports;
import org.metricloss.experiments.work.Study;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.RunFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a run's tables and reports again. */
@Command(
        name = "report",
        description = "Writes the tables and reports of a run again, from its records and artifacts.",
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
        PrintWriter out = spec.commandLine().getOut();
        RunFolder folder = RunFolder.open(path);
        Study study = Study.of(folder);
        Exports exported = exports.exports(study);
        study.report(folder);
        out.println("report: " + path.resolve(Report.PAGE));
        study.export(folder, exported).forEach(out::println);
        return Main.OK;
    }
}
