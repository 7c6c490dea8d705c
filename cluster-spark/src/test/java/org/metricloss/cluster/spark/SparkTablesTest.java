package org.metricloss.cluster.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.datasets.embeddings.CsvTable;
import org.metricloss.experiments.cli.Main;

/** The tables of the shipped experiments are those of one machine, on Spark and merged from shards, except times. */
class SparkTablesTest {
    private static final Path CONFIGS = Path.of("../experiments/configs");

    /** The table that runs on one machine do not have. */
    private static final String EXECUTORS = "executors.csv";

    /** Columns of times, what follows from times, and what names the folder of the run or how many trials ran side by side. */
    private static final Pattern LEFT_OUT = Pattern.compile(
            "(?i).*seconds?.*|samplesPerSecond.*|peak.*|sideBySide|inSet|certain|dominatedBy|command|run");

    @TempDir
    private Path folder;

    private Path run(String experiment, String name, String... options) throws IOException {
        Path runs = folder.resolve(name);
        List<String> arguments = new ArrayList<>(List.of(
                "run", CONFIGS.resolve(experiment + ".yaml").toString(), "--results", runs.toString(), "--quiet"));
        arguments.addAll(List.of(options));
        Main.main(arguments.toArray(String[]::new));
        return only(runs.resolve(experiment));
    }

    private static Path only(Path runs) throws IOException {
        try (Stream<Path> all = Files.list(runs)) {
            return all.findFirst().orElseThrow();
        }
    }

    /** {@return the rows of all tables, by the name of the table, without the columns that are left out} */
    private static Map<String, List<Map<String, String>>> tables(Path run) throws IOException {
        Map<String, List<Map<String, String>>> tables = new TreeMap<>();
        try (Stream<Path> files = Files.list(run.resolve("tables"))) {
            files.filter(file -> !file.endsWith(EXECUTORS))
                    .forEach(file -> tables.put(
                            file.getFileName().toString(),
                            CsvTable.read(file, columns -> (line, cells) -> row(columns, cells))));
        }
        return tables;
    }

    private static Map<String, String> row(List<String> columns, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (!LEFT_OUT.matcher(columns.get(i)).matches()) {
                row.put(columns.get(i), cells.get(i));
            }
        }
        return row;
    }

    private static void assertSame(Path run, Path alone) throws IOException {
        Map<String, List<Map<String, String>>> expected = tables(alone);
        Map<String, List<Map<String, String>>> tables = tables(run);
        assertThat(tables).containsOnlyKeys(expected.keySet()).containsKeys("trials.csv", "summary.csv", "epochs.csv");
        expected.forEach((name, rows) ->
                assertThat(tables.get(name)).as(name).isNotEmpty().isEqualTo(rows));
    }

    @Test
    void theQuickstartOnSparkAndInThreeMergedShards() throws IOException {
        Path alone = run("quickstart", "alone", "--set", "budget.epochs=1");

        assertSame(run("quickstart", "spark", "--set", "budget.epochs=1", "--cluster", "local[4]"), alone);

        List<String> merge = new ArrayList<>(List.of("merge"));
        for (int shard = 1; shard <= 3; shard++) {
            merge.add(run("quickstart", "shard" + shard, "--set", "budget.epochs=1", "--shard", shard + "/3")
                    .toString());
        }
        Path merged = folder.resolve("merged");
        merge.addAll(List.of("--output", merged.toString()));
        Main.main(merge.toArray(String[]::new));
        assertSame(only(merged.resolve("quickstart")), alone);
    }

    @Test
    void theTunedQuickExperimentOnSpark() throws IOException {
        List<String> small = List.of("--set", "budget.epochs=2", "--set", "tune.trials=2", "--set", "seeds=[1,2]");
        Path alone = run("tune-quick", "alone", small.toArray(String[]::new));
        List<String> onSpark = new ArrayList<>(small);
        onSpark.addAll(List.of("--cluster", "local[4]"));

        assertSame(run("tune-quick", "spark", onSpark.toArray(String[]::new)), alone);
    }
}
