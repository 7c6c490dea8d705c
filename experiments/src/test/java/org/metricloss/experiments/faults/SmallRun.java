package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/** A small experiment on digits, where its runs are, and what of their tables must not depend on what happened to them. */
final class SmallRun {
    private static final String MODEL_WEIGHTS = "weights.safetensors";
    private static final String FILE = """
            name: small
            dataset: digits
            network: {name: mlp, embedding: 4}
            batch: {classes: 5, perClass: 8}
            optimizer: {type: adam, learningRate: 0.01, schedule: {type: cosine, warmup: 5}}
            budget: {epochs: 3}
            seeds: [1, 2]
            threads: 1
            objectives:
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]
              triplet: [{loss: triplet, mining: hard}]
            """;

    private SmallRun() {}

    static Path write(Path folder) throws IOException {
        return write(folder, FILE);
    }

    static Path write(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("small.yaml"), text);
    }

    /** {@return the only run in a results folder, if there is one with a manifest} */
    static Optional<Path> in(Path results) throws IOException {
        if (!Files.exists(results.resolve("small"))) {
            return Optional.empty();
        }
        try (Stream<Path> runs = Files.list(results.resolve("small"))) {
            List<Path> found = runs.filter(run -> Files.exists(run.resolve("manifest.json")))
                    .toList();
            assertThat(found).hasSizeLessThan(2);
            return found.stream().findFirst();
        }
    }

    static Path only(Path results) throws IOException {
        return in(results).orElseThrow();
    }

    /** {@return every record that is there, by name} */
    static Map<String, String> records(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run.resolve("trials"))) {
            Map<String, String> records = new LinkedHashMap<>();
            for (Path file : files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                records.put(file.getFileName().toString(), Files.readString(file));
            }
            return records;
        }
    }

    /** {@return whether a checkpoint has been written} */
    static boolean hasCheckpoint(Path run) {
        try (Stream<Path> files = Files.walk(run.resolve("checkpoints"))) {
            return files.anyMatch(file -> file.toString().endsWith(".safetensors"));
        } catch (IOException | UncheckedIOException notYet) {
            return false;
        }
    }

    /** Fails unless a run is complete, clean, and says what another says in every column that is no time and no memory. */
    static void assertSame(Path run, Path reference) throws IOException {
        RunFolder folder = RunFolder.open(run);
        assertThat(folder.missing()).isEmpty();
        assertThat(folder.records(TrialRecord.class)).isNotEmpty().allMatch(trial -> trial.isFinished());
        assertThat(folder.records(TrialRecord.class).stream()
                        .map(trial -> trial.measures())
                        .toList())
                .isEqualTo(RunFolder.open(reference).records(TrialRecord.class).stream()
                        .map(trial -> trial.measures())
                        .toList());
        List<String> tables = new ArrayList<>(List.of("trials", "epochs", "summary", "comparisons"));
        if (Files.exists(reference.resolve("tables/curves.csv"))) {
            tables.add("curves");
        }
        for (String table : tables) {
            assertThat(results(run, table)).as(table).isEqualTo(results(reference, table));
        }
        try (Stream<Path> files = Files.walk(run)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("report.md")
                    .contains(MODEL_WEIGHTS)
                    .noneMatch(name -> name.endsWith(".tmp")
                            || name.endsWith(".safetensors") && !name.equals(MODEL_WEIGHTS)
                            || name.equals("code"));
        }
    }

    /** Reads a table as text. For a file, Tablesaw would guess the encoding with a library that is left out. */
    static Reader reader(Path run, String table) {
        try {
            return new StringReader(Files.readString(run.resolve("tables/" + table + ".csv")));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A table's columns that are results, as text by column. */
    private static Map<String, List<String>> results(Path run, String table) {
        Table read = Table.read()
                .usingOptions(CsvReadOptions.builder(SmallRun.reader(run, table))
                        .columnTypesToDetect(List.of(ColumnType.STRING)));
        assertThat(read.rowCount()).as(table).isPositive();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        read.columns().stream().filter(column -> !isNoResult(column.name())).forEach(column -> {
            List<String> cells = new ArrayList<>();
            column.forEach(cell -> cells.add(String.valueOf(cell)));
            columns.put(column.name(), cells);
        });
        return columns;
    }

    /** Times and memory; the commit, which is of the moment that each of the two runs began; and commands, which name the folder. */
    private static boolean isNoResult(String column) {
        return column.equals("gitCommit")
                || column.equals("command")
                || column.contains("Seconds")
                || column.contains("PerSecond")
                || column.contains("peak");
    }
}
