package org.metricloss.experiments.cli;

import java.util.List;
import java.util.Optional;
import org.metricloss.datasets.embeddings.CsvOptions;
import picocli.CommandLine.Option;

/** The columns of CSV files of vectors. */
final class CsvArguments {
    @Option(
            names = "--label",
            paramLabel = "NAME",
            description = "The CSV column with the labels; in a file without a header its number, counted from 1.")
    private Optional<String> label = Optional.empty();

    @Option(
            names = "--drop",
            paramLabel = "NAME",
            description =
                    "A CSV column that is neither coordinate nor label, such as an index; may be given several times.")
    private List<String> drop = List.of();

    CsvOptions options() {
        return new CsvOptions(label, drop);
    }
}
