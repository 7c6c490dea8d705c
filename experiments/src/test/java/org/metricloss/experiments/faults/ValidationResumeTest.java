package org.metricloss.experiments.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.StopReason;
import org.metricloss.results.training.record.TrialRecord;

/** A trial that is killed after its best weights, and before early stopping, goes on to the same end and tests the same weights. */
@Tag("long")
class ValidationResumeTest {
    private static final String FILE = """
            name: small
            dataset: {type: digits, validation: 200}
            network: {name: mlp, embedding: 4}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.5, momentum: 0.9}
            budget: {epochs: 40}
            seeds: [1]
            threads: 1
            evaluation: {everySteps: 4}
            earlyStopping: {measure: mapAtR, patience: 3}
            select: best
            objectives:
              softmax: [{loss: softmax}]
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01}]
            """;

    private static final String TRIAL = "softmax+center.djl.seed-1";

    /** 1,242 images. */
    private static final int STEPS_PER_EPOCH = 13;

    @TempDir
    private Path folder;

    @Test
    void killedBetweenTheBestAndTheEnd() throws Exception {
        Path file = SmallRun.write(folder, FILE);
        Path reference = run(file, "reference", List.of(), 0);
        TrialRecord trial =
                RunFolder.open(reference).record(TrialRecord.class, TRIAL).orElseThrow();
        assertThat(trial.training().stop()).hasValue(StopReason.EARLY_STOPPING);
        long best = trial.training().testedPoint().orElseThrow().step();
        long last = trial.cost().steps();
        assertThat(last - best).isEqualTo(12);
        // Right after the best, and at the very last step, whose validation then is still to come.
        for (long step : new long[] {best + 1, last}) {
            String place = "epoch-%06d-step-%09d"
                    .formatted((step - 1) / STEPS_PER_EPOCH + 1, (step - 1) % STEPS_PER_EPOCH + 1);
            String halt = "metricloss.halt=NAMED:/checkpoints/softmax.center.*" + place;
            Path run = run(file, "killed-" + step, List.of(halt), 137);
            assertThat(SmallRun.records(run)).hasSize(1);
            try (Program program = Program.start("resume", run.toString(), "--workers", "0")) {
                assertThat(program.await()).as(program.output()).isZero();
            }
            SmallRun.assertSame(run, reference);
            assertThat(RunFolder.open(run)
                            .record(TrialRecord.class, TRIAL)
                            .orElseThrow()
                            .training()
                            .tested())
                    .isEqualTo(trial.training().tested());
            assertThat(bestEmbeddings(run)).isEqualTo(bestEmbeddings(reference));
        }
    }

    private static byte[] bestEmbeddings(Path run) throws Exception {
        try (Stream<Path> files = Files.walk(run.resolve("artifacts").resolve(TRIAL))) {
            return Files.readAllBytes(
                    files.filter(file -> file.endsWith("best.npz")).findFirst().orElseThrow());
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
}
