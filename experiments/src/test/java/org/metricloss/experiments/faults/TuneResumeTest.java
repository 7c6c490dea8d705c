package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.Table;
import tech.tablesaw.io.csv.CsvReadOptions;

/**
 * A run that is killed in the midst of tuning, at either rung, goes on to the same settings and the same tables. The two settings of
 * softmax are chosen after one rung, those of contrastive loss after two.
 */
@Tag("long")
class TuneResumeTest {
    private static final String FILE = """
            name: small
            dataset: digits
            network: {name: mlp, embedding: 4}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.05, momentum: 0.9}
            budget: {epochs: 2}
            seeds: [1]
            threads: 1
            objectives:
              softmax: [{loss: softmax}]
              contrastive: [{loss: contrastive}]
            tune:
              trials: 3
              halving: {rungs: 2}
              ranges:
                objectives.softmax.0.bias: [true, false]
                objectives.contrastive.0.margin: {min: 0.5, max: 2}
            """;

    @TempDir
    private Path folder;

    @Test
    void killedAtTheFirstAndAtTheSecondRung() throws Exception {
        Path file = SmallRun.write(folder, FILE);
        Path reference = run(file, "reference", List.of(), 0);
        assertThat(SmallRun.records(reference)).hasSize(16);
        // The second of a trial's sixteen steps at the first rung; a trial's record at the second, which softmax does
        // not have.
        String checkpoint = "metricloss.halt=NAMED:/checkpoints/contrastive.djl.tune-1-02.fold-1/.*step-0*2[.]";
        String record = "metricloss.halt=NAMED:/trials/contrastive.djl.tune-2-.*fold-1";
        List<String> resumed = List.of("--workers", "2");
        for (String halt : List.of(checkpoint, record)) {
            Path run = run(file, "killed-" + halt.hashCode(), List.of(halt), 137);
            int finished = SmallRun.records(run).size();
            assertThat(finished).isBetween(1, 15);
            List<String> arguments = new ArrayList<>(List.of("resume", run.toString()));
            arguments.addAll(resumed);
            try (Program program = Program.start(List.of(), arguments)) {
                assertThat(program.await()).as(program.output()).isZero();
            }
            for (String table : List.of("tuning", "selected")) {
                assertThat(results(run, table)).as(table).isEqualTo(results(reference, table));
            }
            assertThat(measures(run)).isEqualTo(measures(reference));
        }
    }

    private Path run(Path file, String name, List<String> properties, int code) throws Exception {
        Path results = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("run", file.toString(), "--results", results.toString(), "--workers", "0"));
        arguments.addAll(List.of("--checkpoint", "0"));
        try (Program program = Program.start(properties, arguments)) {
            assertThat(program.await()).as(program.output()).isEqualTo(code);
        }
        return SmallRun.only(results);
    }

    private static Map<String, Map<String, Double>> measures(Path run) {
        Map<String, Map<String, Double>> measures = new LinkedHashMap<>();
        List<TrialRecord> trials = RunFolder.open(run).records(TrialRecord.class);
        trials.forEach(trial -> measures.put(trial.id(), trial.measures()));
        return measures;
    }

    /** All columns but times and commands, which name the folder. */
    private static Map<String, List<String>> results(Path run, String table) {
        Table read = Table.read()
                .usingOptions(CsvReadOptions.builder(SmallRun.reader(run, table))
                        .columnTypesToDetect(List.of(ColumnType.STRING)));
        assertThat(read.rowCount()).as(table).isPositive();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        read.columns().stream()
                .filter(column ->
                        !column.name().contains("Seconds") && !column.name().equals("command"))
                .forEach(column -> {
                    List<String> cells = new ArrayList<>();
                    column.forEach(cell -> cells.add(String.valueOf(cell)));
                    columns.put(column.name(), cells);
                });
        return columns;
    }
}
