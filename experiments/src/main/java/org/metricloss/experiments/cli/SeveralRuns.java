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
import org.metricloss.experiments.work.Repetition;
import org.metricloss.formats.Sha256;
import org.metricloss.results.report.Report;
import org.metricloss.results.store.DerivedFiles;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The runs of a command that takes several, and the folder for what is made of them. */
final class SeveralRuns {
    private static final Path COMPARISONS = Path.of("results", "comparisons");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int SHORT_HASH = 8;

    @Parameters(paramLabel = "RUN", arity = "2..*", description = "Folders of runs, two or more.")
    private List<Path> paths;

    @Option(
            names = "--output",
            paramLabel = "DIR",
            description = "The folder for tables and report, which must be empty or not exist yet; default: "
                    + "results/comparisons/<time>-<hash>.")
    private Path output;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /**
     * {@return the runs}
     *
     * @throws ParameterException if a run is given twice
     * @throws org.metricloss.results.store.ResultsException if a path is not a run, or runs of its study cannot be compared
     */
    RepeatedRuns open() {
        Set<Path> seen = new HashSet<>();
        for (Path path : paths) {
            if (!seen.add(real(path))) {
                throw new ParameterException(spec.commandLine(), path + " is given twice");
            }
        }
        return RepeatedRuns.open(paths);
    }

    /** Writes the results to the folder and prints their summary and the report's place. */
    void write(Repetition.Derived results) {
        DerivedFiles files = DerivedFiles.createNew(output == null ? inComparisons() : output);
        PrintWriter out = spec.commandLine().getOut();
        out.println(results.write(files));
        out.println("report: " + files.folder().resolve(Report.PAGE));
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
