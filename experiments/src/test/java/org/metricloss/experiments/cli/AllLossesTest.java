package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.results.record.TrialStatus;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrialRecord;

/** Every loss at its defaults trains a network on the digits. */
class AllLossesTest {
    private static final Path FILE = Path.of("configs/all-losses.yaml");

    @TempDir
    private Path folder;

    @Test
    void theFileHasEveryLoss() throws IOException {
        Experiment experiment =
                Experiment.parse(FILE.toString(), Files.readString(FILE), List.of(), Available.onClassPath());
        List<String> trained = experiment.objectives().stream()
                .flatMap(objective -> objective.terms().stream())
                .map(term -> term.loss())
                .distinct()
                .toList();
        assertThat(trained)
                .containsExactlyInAnyOrderElementsOf(LossProvider.all().all().stream()
                        .filter(loss -> loss.getClass().getName().startsWith("org.metricloss.loss."))
                        .map(LossProvider::id)
                        .toList());
    }

    @Test
    @Tag("long")
    void everyLossReachesAtLeastHalfwayFromTheUntrainedNetworkToOne() throws IOException {
        Map<String, Double> untrained = run(
                        "untrained",
                        "optimizer.learningRate=0",
                        "engines=[djl]",
                        "budget.epochs=1",
                        "objectives={softmax: [{loss: softmax}]}")
                .get(0)
                .measures();
        // One engine, to save minutes: LossStepsContract and the parity tests hold the other to the same steps.
        List<TrialRecord> trained = run("trained", "engines=[djl]");
        assertThat(trained).hasSizeGreaterThan(20);
        List<String> below = new ArrayList<>();
        for (TrialRecord trial : trained) {
            String measure =
                    trial.setup().distance().orElseThrow().equals("euclidean") ? "mapAtR" : "mapAtROtherDistance";
            double bar = (1 + untrained.get(measure)) / 2;
            if (trial.status() != TrialStatus.FINISHED || trial.measures().get("mapAtR") < bar) {
                below.add("%s %s: %s below %s"
                        .formatted(trial.id(), trial.status(), trial.measures().get("mapAtR"), bar));
            }
        }
        assertThat(below).isEmpty();
    }

    private List<TrialRecord> run(String name, String... overrides) throws IOException {
        Path results = folder.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("run", "--workers", "0", FILE.toString(), "--results", results.toString()));
        for (String override : overrides) {
            arguments.addAll(List.of("--set", override));
        }
        StringWriter err = new StringWriter();
        Main.execute(new PrintWriter(new StringWriter()), new PrintWriter(err), arguments.toArray(String[]::new));
        try (Stream<Path> runs = Files.list(results.resolve("all-losses"))) {
            return RunFolder.open(runs.findFirst().orElseThrow()).records(TrialRecord.class);
        }
    }
}
