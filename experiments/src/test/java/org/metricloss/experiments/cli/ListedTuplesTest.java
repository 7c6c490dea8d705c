package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Pairs and triplets that the sampler lists, from the experiment file to the records, on both engines. */
class ListedTuplesTest {
    private static final String FILE = """
            name: listed
            dataset: digits
            network: {name: mlp, embedding: 4}
            batch: {KIND: 16}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 2}
            engines: [djl, tensorflow]
            seeds: [1]
            threads: 2
            objectives:
              joint: [{loss: softmax}, {LOSS}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pairs    | 2 | 'loss: contrastive, pairs: explicit' | contrastive
            triplets | 3 | 'loss: triplet, mining: explicit'    | triplet
            """)
    void everyListedTupleIsCountedAsForecastAndItsMembersAreTrainedOn(
            String kind, int members, String loss, String term) throws IOException {
        Path file = Files.writeString(
                folder.resolve("listed.yaml"), FILE.replace("KIND", kind).replace("LOSS", loss));
        assertThat(execute("check", file.toString(), "--set", "engines=[djl]"))
                .as(err.toString())
                .isEqualTo(Main.OK);
        int steps = 1442 / (16 * members);
        assertThat(out.toString()).contains("1 trials of " + 2 * steps + " steps each");
        // Per step: 16 tuples, and none of the softmax loss.
        assertThat(out.toString()).containsPattern("joint +16 .*iB");

        int code = execute(
                "run", file.toString(), "--results", folder.resolve("results").toString(), "--workers", "0");
        assertThat(code).as(err.toString()).isEqualTo(Main.OK);
        RunFolder run = onlyRun();
        TrialRecord djl = run.record(TrialRecord.class, "joint.djl.seed-1").orElseThrow();
        TrialRecord tensorflow =
                run.record(TrialRecord.class, "joint.tensorflow.seed-1").orElseThrow();
        assertThat(djl.setup().batch()).isEqualTo(Map.of(kind, "16"));
        for (TrialRecord trial : new TrialRecord[] {djl, tensorflow}) {
            assertThat(trial.cost().steps()).isEqualTo(2L * steps);
            assertThat(trial.cost().tuplesConsidered()).isEqualTo(16L * 2 * steps);
            assertThat(trial.cost().tuplesActive()).isPositive();
            assertThat(trial.cost().samplesSeen()).isEqualTo(16L * members * 2 * steps);
            assertThat(trial.epochs().get(1).termLosses().get(term)).isPositive();
            assertThat(trial.epochs().get(1).loss())
                    .isLessThan(trial.epochs().get(0).loss());
        }
        double loss1 = djl.epochs().get(1).loss();
        // The engines sum in their own order, over at most 90 steps.
        assertThat(tensorflow.epochs().get(1).loss()).isCloseTo(loss1, within(1e-3 * loss1));
    }

    private int execute(String... arguments) {
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private RunFolder onlyRun() throws IOException {
        try (Stream<Path> runs = Files.list(folder.resolve("results").resolve("listed"))) {
            return RunFolder.open(runs.findFirst().orElseThrow());
        }
    }
}
