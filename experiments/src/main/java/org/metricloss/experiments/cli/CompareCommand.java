package org.metricloss.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.metricloss.experiments.work.Repetition;
import org.metricloss.formats.Sha256;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.DerivedFiles;
import org.metricloss.results.store.ResultsException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares runs. */
@Command(
        name = "compare",
        description = "Compares the objectives of several runs with the baseline of the first run, and writes tables "
                + "and report to a folder of their own.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    private static final Path COMPARISONS = Path.of("results", "comparisons");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT_HASH = 8;

    @Parameters(paramLabel = "RUN", arity = "2..*", description = "Folders of runs, two or more.")
    private List<Path> paths;

    @Option(
            names = "--force",
            description = "Compares runs even if they are not comparable because data, splits, network,"
                    + " budget, measures, code or machine differ, or because trials ran side by side or on unlike"
                    + " machines. The report then says so.")
    private boolean force;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder for tables and report, which must be empty or not exist yet; default: "
                    + "results/comparisons/<time>-<hash>.")
    private Path output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        requireDifferent();
        RepeatedRuns runs = RepeatedRuns.open(paths);
        Repetition.Comparison comparison = runs.repetition().compare(runs.folders());
        if (!force && !comparison.notComparable().isEmpty()) {
            throw new ResultsException("these runs are not comparable: %s; use --force to compare them anyway"
                    .formatted(String.join("; ", comparison.notComparable())));
        }
        DerivedFiles files = DerivedFiles.createNew(output == null ? inComparisons() : output);
        PrintWriter out = spec.commandLine().getOut();
        out.println(comparison.write(files));
        out.println("report: " + files.folder().resolve(Report.PAGE));
        return Main.OK;
    }

    private void requireDifferent() {
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            if (!seen.add(real(path))) {
                throw new ParameterException(spec.commandLine(), path + " is given twice");
            }
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            // Opening the run reports the error.
            return path.toAbsolutePath().normalize();
        }
    }

    private Path inComparisons() {
        String hash = Sha256.of(paths.toString()).substring(0, SHORT_HASH);
        return COMPARISONS.resolve(TIME.format(Instant.now()) + "-" + hash);
    }
}
