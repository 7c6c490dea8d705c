package org.metricloss.experiments.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.metricloss.base.Causes;
import org.metricloss.core.evaluation.Distance;
import org.metricloss.core.evaluation.Evaluation;
import org.metricloss.core.evaluation.EvaluationInput;
import org.metricloss.core.evaluation.Measure;
import org.metricloss.core.evaluation.Measure.Computation;
import org.metricloss.core.evaluation.Measures;
import org.metricloss.core.plugin.Spelling;
import org.metricloss.datasets.embeddings.CsvOptions;
import org.metricloss.datasets.embeddings.EmbeddingFile;
import org.metricloss.experiments.file.OneLine;
import org.metricloss.experiments.training.MeasureRecords;
import org.metricloss.results.record.RunMeasures;
import org.metricloss.results.store.ResultsException;
import org.metricloss.results.table.Csv;
import org.metricloss.results.table.MeasureTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Evaluates embeddings from any source. */
@Command(
        name = "evaluate",
        description = "Scores labelled embeddings from a CSV or npz file with every measure.",
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description =
                    "CSV: numbers and a label in each row; the rules are below. npz: arrays 'embeddings' [n, d] and 'labels'"
                            + " [n], or an artifact of a run.")
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "GALLERY",
            description = "A second file, such as the first. The samples of the first file are then queries, whose"
                    + " neighbours are searched in this one; both are read in 32-bit numbers, and the measures of rankings"
                    + " are computed.")
    private Optional<Path> gallery = Optional.empty();

    @Option(
            names = "--distance",
            paramLabel = "DISTANCE",
            defaultValue = "euclidean",
            description = "euclidean or cosine; default: ${DEFAULT-VALUE}.")
    private Distance distance;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "The number of threads; it does not change the values; default: all processors.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            defaultValue = "1",
            description =
                    "Seed for the start of k-means and for drawing the pairs to verify if there are more than 20,000 samples;"
                            + " default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--measures",
            paramLabel = "IDS",
            split = ",",
            description =
                    "Computes only these measures, such as recallAt1,recallAt100,mapAtR; default: all, and with GALLERY those"
                            + " of rankings.")
    private List<String> ids = List.of();

    @Option(names = "--output", paramLabel = "CSV", description = "Also writes the table to this file.")
    private Path output;

    @Mixin
    private CsvArguments csv;

    private CommandSpec spec;

    @Spec
    void setSpec(CommandSpec command) {
        spec = command;
        command.usageMessage()
                .footerHeading("%nHow a CSV file is read:%n")
                .footer(EmbeddingFile.CSV_RULES.stream()
                        .map(rule -> "- " + rule)
                        .toArray(String[]::new));
    }

    @Override
    public Integer call() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be >= 1, got " + threads);
        }
        requireOtherOutput(file);
        gallery.ifPresent(this::requireOtherOutput);
        Optional.ofNullable(output).ifPresent(table -> Outputs.requireFile(table, true));
        List<Measure> measures = measures();
        CsvOptions options = csv.options();
        Optional<QueryFiles> queries = gallery.map(second -> QueryFiles.read(file, second, options));
        EmbeddingFile embeddings =
                queries.map(QueryFiles::embeddings).orElseGet(() -> EmbeddingFile.read(file, options));
        EvaluationInput input = new EvaluationInput(
                embeddings.test(),
                embeddings.reference(),
                embeddings.predictions(),
                Optional.empty(),
                queries.map(QueryFiles::parts),
                distance,
                seed,
                threads);
        Evaluation evaluation = Evaluation.of(
                input, measures, new EvaluationLines(spec.commandLine().getErr()));
        PrintWriter out = spec.commandLine().getOut();
        Main.printNotes(embeddings.notes(), spec.commandLine());
        queries.map(QueryFiles::line).ifPresent(out::println);
        out.printf(
                Locale.ROOT,
                "%,d embeddings of %,d numbers in %,d classes, %s distance%n",
                embeddings.test().rows(),
                embeddings.test().dimension(),
                embeddings.test().classes().length,
                Spelling.of(distance));
        Map<String, Double> values = evaluation.values();
        for (Measure measure : evaluation.measures()) {
            if (values.containsKey(measure.id())) {
                out.printf(
                        Locale.ROOT,
                        "%-26s %10.4f  %s%n",
                        measure.id(),
                        values.get(measure.id()),
                        measure.description());
            }
        }
        ClassIntervals.lines(evaluation, input).forEach(out::println);
        new MissingMeasures(evaluation, embeddings, queries.map(QueryFiles::parts))
                .lines()
                .forEach(out::println);
        if (output != null) {
            write(Csv.of(MeasureTable.of(file.toString(), new RunMeasures(MeasureRecords.of(measures)), values)));
        }
        return Main.OK;
    }

    private void requireOtherOutput(Path input) {
        try {
            if (output != null && Files.exists(output) && Files.isSameFile(output, input)) {
                throw new ParameterException(spec.commandLine(), "--output must be another file than " + input);
            }
        } catch (IOException unread) {
            // Reading the input says why.
        }
    }

    /** {@return the requested measures, each once} */
    private List<Measure> measures() {
        if (ids.isEmpty()) {
            return Measures.all().stream()
                    .filter(measure -> gallery.isEmpty() || isOfRanking(measure))
                    .toList();
        }
        return ids.stream()
                .map(String::strip)
                .distinct()
                .map(id -> Measures.byId(id)
                        .map(this::ofRanking)
                        .orElseThrow(() -> new ParameterException(
                                spec.commandLine(),
                                "no measure '%s'; available: %s, and recallAt<k> for any k >= 1"
                                        .formatted(
                                                OneLine.clipped(id),
                                                Measures.all().stream()
                                                        .map(Measure::id)
                                                        .collect(Collectors.joining(", "))))))
                .toList();
    }

    /** {@return the measure, which with a gallery must be one of rankings} */
    private Measure ofRanking(Measure measure) {
        if (gallery.isPresent() && !isOfRanking(measure)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--measures: with GALLERY only measures of rankings are computed, such as recallAt1 and mapAtR, got "
                            + measure.id());
        }
        return measure;
    }

    private static boolean isOfRanking(Measure measure) {
        return measure.computation() instanceof Computation.OfRanking;
    }

    private void write(String table) {
        try {
            Files.writeString(output, table);
        } catch (IOException failed) {
            throw new ResultsException("cannot write %s: %s".formatted(output, Causes.inWords(failed)), failed);
        }
    }
}
