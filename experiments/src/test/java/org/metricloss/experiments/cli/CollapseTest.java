package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.EpochRecord;
import org.metricloss.results.training.record.TrialRecord;

/** A trial whose embeddings fall into one point is told from one that learns, on both engines. */
class CollapseTest {
    /** At this rate hard mining throws the embeddings about in the first epochs, until all are equal. */
    private static final String FILE = """
            name: collapse
            dataset: digits
            network: {name: mlp, embedding: 16}
            batch: {classes: 10, perClass: 12}
            optimizer: {type: sgd, learningRate: 2, momentum: 0.9}
            budget: {epochs: 3}
            engines: [djl, tensorflow]
            seeds: [1]
            threads: 2
            artifacts: {every: 0}
            objectives:
              hard: [{loss: triplet, margin: 0.2, mining: hard}]
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aCollapsedTrialIsAFailureWithItsReasonAndItsMeasures() throws IOException {
        RunFolder run = run(FILE, Main.SOME_TRIALS_FAILED);
        for (String engine : new String[] {"djl", "tensorflow"}) {
            TrialRecord trial =
                    run.record(TrialRecord.class, "hard." + engine + ".seed-1").orElseThrow();
            assertThat(trial.status()).isEqualTo(TrialStatus.COLLAPSED);
            assertThat(trial.reason())
                    .contains("the embeddings fell into one point by the end of epoch 3, whose mean loss is 0.2");
            assertThat(trial.epochs()).hasSize(3);
            assertThat(trial.epochs().get(0).isCollapsed()).isFalse();
            EpochRecord last = trial.epochs().get(2);
            assertThat(last.isCollapsed()).isTrue();
            assertThat(last.loss()).as("the margin").isCloseTo(0.2, within(1e-6));
            assertThat(last.diagnostics().get(EpochRecord.EMBEDDING_NORM)).isPositive();
            assertThat(last.diagnostics().get(EpochRecord.EMBEDDING_SPREAD)).isLessThan(1e-6);
            assertThat(trial.measures()).containsKey("recallAt1");
        }
        assertThat(out.toString())
                .contains("hard.djl.seed-1 collapsed: the embeddings fell into one point", "finished, 2 failed and 0");
        assertThat(run.path().resolve("report.md")).content().contains("collapsed");
        assertThat(run.path().resolve("tables/epochs.csv"))
                .content()
                .contains(
                        "diagnostic.embeddings.norm",
                        "diagnostic.embeddings.spread",
                        "diagnostic.embeddings.collapsed",
                        "diagnostic.triplet.activeShare");
        assertThat(run.path().resolve("tables/trials.csv")).content().contains("collapsed");
    }

    @Test
    void aTrialThatLearnsIsNotAccused() throws IOException {
        RunFolder run = run(FILE.replace("learningRate: 2", "learningRate: 0.05"), Main.OK);
        for (TrialRecord trial : run.records(TrialRecord.class)) {
            assertThat(trial.isFinished()).isTrue();
            assertThat(trial.epochs()).hasSize(3).noneMatch(EpochRecord::isCollapsed);
            assertThat(trial.epochs().get(2).diagnostics().get(EpochRecord.EMBEDDING_SPREAD))
                    .isGreaterThan(0.1);
        }
        assertThat(run.records(TrialRecord.class)).hasSize(2);
    }

    private RunFolder run(String text, int code) throws IOException {
        Path file = Files.writeString(folder.resolve("collapse.yaml"), text);
        Path results = folder.resolve("results");
        assertThat(Main.execute(
                        new PrintWriter(out, true),
                        new PrintWriter(err, true),
                        "run",
                        file.toString(),
                        "--results",
                        results.toString(),
                        "--workers",
                        "0"))
                .as(err.toString())
                .isEqualTo(code);
        try (Stream<Path> runs = Files.list(results.resolve("collapse"))) {
            return RunFolder.open(runs.findFirst().orElseThrow());
        }
    }
}
