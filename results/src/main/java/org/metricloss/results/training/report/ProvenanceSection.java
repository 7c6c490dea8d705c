package org.metricloss.results.training.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.report.ManifestFacts;
import org.metricloss.results.report.ReportSection;
import org.metricloss.results.report.ReportWriter;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.table.Csv;
import org.metricloss.results.training.run.RecordedRun;
import org.metricloss.results.training.run.RecordedRuns;
import org.metricloss.results.training.run.ReproduceCommands;

/**
 * The origin of the results, and the commands that reproduce them.
 *
 * @param run the runs
 */
record ProvenanceSection(RecordedRuns run) implements ReportSection {
    @Override
    public void write(ReportWriter out) {
        out.heading(2, "Provenance");
        out.paragraph(
                "Each command runs the trials of one objective on one engine again and says whether every figure except"
                        + " times is the same.");
        if (!run.objectives().isEmpty()) {
            ReproduceCommands commands = run.commands();
            out.code(run.objectives().stream()
                    .map(row -> commands.of(row.trials()))
                    .collect(Collectors.joining("\n")));
        }
        List<ExecutorTable.Executor> executors = ExecutorTable.executors(run);
        if (!executors.isEmpty()) {
            out.paragraph("The executors of the cluster, with the trials that ended on each of them:");
            out.table(ExecutorTable.columns().report(executors));
        }
        if (run.runs().size() > 1) {
            out.paragraph("To compare these runs again:");
            out.code(comparison());
        }
        for (RecordedRun recorded : run.runs()) {
            if (run.runs().size() > 1) {
                out.heading(3, recorded.label());
                recorded.folder().ifPresent(folder -> out.paragraph("Run folder: " + folder.path()));
            }
            ManifestFacts.write(recorded.manifest(), out);
        }
    }

    @Override
    public void writeTables(DerivedFiles folder) {
        List<ExecutorTable.Executor> executors = ExecutorTable.executors(run);
        if (!executors.isEmpty()) {
            Csv.write(folder, ExecutorTable.columns().table(executors));
        }
    }

    private String comparison() {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        run.runs()
                .forEach(recorded -> recorded.folder()
                        .map(RunFolder::path)
                        .map(Path::toString)
                        .ifPresent(arguments::add));
        if (!run.notComparable().isEmpty()) {
            arguments.add("--force");
        }
        return CommandText.of(arguments);
    }
}
