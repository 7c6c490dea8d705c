package org.metricloss.results.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.metricloss.results.record.CommandText;
import org.metricloss.results.record.Machine;
import org.metricloss.results.record.Manifest;
import org.metricloss.results.summary.RecordedRun;
import org.metricloss.results.summary.RunSummary;

/** Where the numbers come from, and how to get them again. */
final class ProvenanceSection implements ReportSection {
    private static final double BYTES_PER_GIB = 1L << 30;

    @Override
    public void write(ReportInput input, ReportWriter out) {
        RunSummary run = input.summary();
        out.heading(2, "Provenance");
        out.paragraph(
                "These commands, one for each objective and engine in the order of the measures above, run its trials"
                        + " again and say whether every figure but times comes out the same.");
        if (!run.objectives().isEmpty()) {
            out.code(run.objectives().stream()
                    .map(row -> run.command(row.trials()))
                    .collect(Collectors.joining("\n")));
        }
        if (run.runs().size() > 1) {
            out.paragraph("To compare these runs again:");
            out.code(comparison(run));
        }
        for (RecordedRun recorded : run.runs()) {
            if (run.runs().size() > 1) {
                out.heading(3, recorded.label());
                recorded.folder().ifPresent(folder -> out.paragraph("Run folder: " + folder));
            }
            write(recorded.manifest(), out);
        }
    }

    private static String comparison(RunSummary run) {
        List<String> arguments = new ArrayList<>(List.of("compare"));
        run.runs().forEach(recorded -> recorded.folder().map(Path::toString).ifPresent(arguments::add));
        if (!run.notComparable().isEmpty()) {
            arguments.add("--force");
        }
        return CommandText.of(arguments);
    }

    static void write(Manifest manifest, ReportWriter out) {
        Machine machine = manifest.machine();
        List<String> facts = new ArrayList<>();
        facts.add("created: " + manifest.created());
        facts.add(String.format(
                Locale.ROOT,
                "machine: %s, %s, %d cores, %.1f GiB memory, %s",
                machine.cpu(),
                machine.architecture(),
                machine.cores(),
                machine.memoryBytes() / BYTES_PER_GIB,
                machine.os()));
        manifest.versions().forEach((name, version) -> facts.add("version of " + name + ": " + version));
        manifest.dataSha256().forEach((name, hash) -> facts.add("data " + name + ": sha-256 " + hash));
        manifest.gitCommit().ifPresent(commit -> facts.add("git commit: " + commit));
        facts.add("experiment: sha-256 " + manifest.experimentSha256());
        out.list(facts);
        out.paragraph("To run it again:");
        out.code(manifest.command());
        out.paragraph("The experiment as it was resolved:");
        out.code(manifest.experiment());
    }
}
