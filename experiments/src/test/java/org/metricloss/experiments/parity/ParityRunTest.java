package org.metricloss.experiments.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.Plan;
import org.metricloss.experiments.training.TrainingWork;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.work.InProcess;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.parity.EngineAgreement;
import org.metricloss.results.training.report.RunReport;
import org.metricloss.results.training.summary.RunSummary;

/** A run on both engines, from the experiment file to its parity table. */
class ParityRunTest {
    /** One thread: the pool that other tests of this process have started TensorFlow with. */
    private static final String FILE = """
            name: parity
            dataset: digits
            network: {name: mlp, embedding: 2}
            batch: {classes: 10, perClass: 12}
            optimizer: {type: sgd, learningRate: 0.01, momentum: 0.9, weightDecay: 5.0e-4}
            budget: {epochs: 2}
            engines: [djl, tensorflow]
            seeds: [1]
            threads: 1
            objectives:
              softmax+center: [{loss: softmax}, {loss: center, weight: 0.01, alpha: 0.5}]
              contrastive: [{loss: contrastive, margin: 1.0}]
            """;

    @TempDir
    private Path folder;

    @Test
    void runOnTwoEnginesSaysHowFarTheyAreApart() throws IOException {
        Path runs = folder.resolve("runs");
        RunSummary summary = run(runs, List.of());
        assertThat(summary.recorded().failures()).isEmpty();
        Path path = runFolder(runs);
        String table = Files.readString(path.resolve("tables/parity.csv"));
        // The first step and two epochs of two objectives, below the header.
        assertThat(table).hasLineCount(7).contains("softmax+center,1,djl,tensorflow,first step,1,");
        assertThat(EngineAgreement.of(summary.parity())).singleElement().satisfies(agreement -> {
            assertThat(agreement.verdict()).as(agreement.words()).isEqualTo(EngineAgreement.Verdict.AGREES);
            assertThat(agreement.trials()).isEqualTo(2);
            assertThat(agreement.firstStep()).isPresent();
        });
        assertThat(Files.readString(path.resolve("report.md"))).contains("- tensorflow agrees with djl in 2 pairs");

        Files.delete(path.resolve("tables/parity.csv"));
        RunReport.write(RunFolder.open(path));
        assertThat(Files.readString(path.resolve("tables/parity.csv"))).isEqualTo(table);
    }

    @Test
    void runOnOneEngineKeepsNoWeightsToCompare() throws IOException {
        Path runs = folder.resolve("runs");
        run(runs, List.of("engines=[djl]", "budget.epochs=1"));
        try (Stream<Path> files = Files.walk(runFolder(runs))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("epoch-001.npz")
                    .noneMatch(name -> name.matches("weights-.*\\.npz") || name.equals("parity.csv"));
        }
    }

    private RunSummary run(Path runs, List<String> overrides) throws IOException {
        Path file = Files.writeString(folder.resolve("parity.yaml"), FILE);
        Experiment experiment = Experiment.read(file, overrides, Available.onClassPath());
        TrainingWork work = new TrainingWork(Plan.of(experiment, Datasets.ofEnvironment()));
        StudyRun run = StudyRun.create(work, runs, "test", Optional.empty(), Optional.empty());
        WorkerSettings settings = WorkerSettings.inThisProcess(Duration.ofMinutes(1), Optional.empty());
        InProcess executor = new InProcess(work, run.folder(), RunProgress.QUIET, settings);
        run.run(executor, MemoryLimit.ofFreeMemory(), RunExport.NONE);
        return RunSummary.of(run.folder());
    }

    private static Path runFolder(Path runs) throws IOException {
        try (Stream<Path> found = Files.walk(runs, 2)) {
            return found.filter(path -> Files.exists(path.resolve("manifest.json")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
