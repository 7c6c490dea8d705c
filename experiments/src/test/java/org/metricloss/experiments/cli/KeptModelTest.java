package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.models.ModelFolder;
import org.metricloss.models.ModelOrigin;
import org.metricloss.models.Thresholds;
import org.metricloss.models.TrainedModel;
import org.metricloss.results.store.RunFolder;
import org.metricloss.results.training.record.TrainingRecord;
import org.metricloss.results.training.record.TrialRecord;

/** What finished trials keep as their models. */
class KeptModelTest {
    static final String EXPERIMENT = """
            name: kept
            dataset: {type: digits, validation: 200}
            network: {name: mlp, embedding: 4}
            batch: {classes: 10, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 2}
            seeds: [1]
            objectives:
              softmax: [{loss: softmax}]
              triplet: [{loss: triplet}]
            """;

    @TempDir
    private static Path folder;

    private static RunFolder run;

    @BeforeAll
    static void trainOnce() throws IOException {
        run = train("default", "");
    }

    private static RunFolder train(String name, String settings, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".yaml"), EXPERIMENT.replace("kept", name) + settings);
        List<String> arguments = new ArrayList<>(List.of(
                "run", file.toString(), "--results", folder.resolve(name).toString(), "--workers", "0"));
        arguments.addAll(List.of(options));
        CommandRun ran = CommandRun.of(arguments.toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isZero();
        try (Stream<Path> runs = Files.list(folder.resolve(name).resolve(name))) {
            return RunFolder.open(runs.toList().get(0));
        }
    }

    private static Path model(RunFolder of, String objective) {
        return of.artifacts().resolve(objective + ".djl.seed-1/model");
    }

    @Test
    void everyFinishedTrialKeepsItsModelByDefault() {
        for (String objective : List.of("softmax", "triplet")) {
            TrainedModel kept = ModelFolder.read(model(run, objective));
            assertThat(kept.description().network().name()).isEqualTo("mlp");
            assertThat(kept.description().input().shape()).containsExactly(1, 8, 8);
            assertThat(kept.description().input().maxValue()).isEqualTo(16);
            assertThat(kept.description().distance()).isEqualTo("euclidean");
            assertThat(kept.description().classes()).hasSize(10);
            assertThat(kept.weights().names()).contains("network.1.linear.weight", "network.3.linear.bias");
            ModelOrigin origin = kept.description().origin();
            assertThat(origin.experimentSha256()).isEqualTo(run.manifest().experimentSha256());
            assertThat(origin.epoch()).isEqualTo(2);
            assertThat(origin.weights()).isEqualTo("last");
            assertThat(origin.experiment().at("/network/embedding").intValue()).isEqualTo(4);
        }
    }

    /** A classifier's state is kept; without one, the mean of each class is. */
    @Test
    void modelsCanClassify() {
        TrainedModel softmax = ModelFolder.read(model(run, "softmax"));
        assertThat(softmax.centers()).isEmpty();
        assertThat(softmax.weights().names()).contains("loss.softmax.weight");
        TrainedModel triplet = ModelFolder.read(model(run, "triplet"));
        assertThat(triplet.description().centers()).hasSize(10);
        NpyArray sample = epoch("triplet", 2, "trainEmbeddings");
        int[] labels = Npz.read(epochFile("triplet", 2)).get("trainLabels").ints();
        double sum = 0;
        int count = 0;
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] == 3) {
                sum += sample.floats()[4 * i];
                count++;
            }
        }
        assertThat((double) triplet.centers().orElseThrow().toArray()[3 * 4]).isCloseTo(sum / count, within(1e-5));
    }

    /** The sample that is compared with the test part does not matter, and need not have every class. */
    @Test
    void classCentersAreOfTheTrainingPart() throws IOException {
        RunFolder few = train("few", "evaluation: {trainSample: 3}\n");
        TrainedModel expected = ModelFolder.read(model(run, "triplet"));
        TrainedModel triplet = ModelFolder.read(model(few, "triplet"));
        assertThat(triplet.description().centers()).hasSize(10);
        assertThat(triplet.centers().orElseThrow().toArray())
                .containsExactly(expected.centers().orElseThrow().toArray());
    }

    @Test
    void recordHasSizeAndChecksumOfTheModelsFiles() {
        TrialRecord record = run.record(TrialRecord.class, "softmax.djl.seed-1").orElseThrow();
        assertThat(record.artifacts().orElseThrow()).containsKeys("model/model.json", "model/weights.safetensors");
        assertThat(record.artifacts().get().get("model/weights.safetensors").sha256())
                .isEqualTo(ModelFolder.describe(model(run, "softmax")).weights().sha256());
    }

    @Test
    void thresholdsAreChosenOnTheValidationPart() {
        Thresholds thresholds = ModelFolder.describe(model(run, "triplet")).thresholds();
        // 200 images have 19,900 pairs.
        assertThat(thresholds.samePairs() + thresholds.differentPairs()).isEqualTo(19_900);
        assertThat(thresholds.absent()).isEmpty();
        assertThat(thresholds.falseAccepts1In1000().orElseThrow().falseAcceptRate())
                .isLessThanOrEqualTo(1e-3);
        assertThat(thresholds.falseAccepts1In1000().get().distance())
                .isLessThan(thresholds.equalError().orElseThrow().distance());
    }

    @Test
    void settingsChooseTheWeightsAndReasonsAreGivenForMissingThresholds() throws IOException {
        RunFolder none = train("none", "artifacts: {model: none}\n");
        assertThat(model(none, "softmax")).doesNotExist();
        String late = "select: best\nevaluation: {everySteps: 4}\nartifacts: {every: 0}\n";
        RunFolder best = train("best", late);
        RunFolder last = train("last", late.replace("every: 0", "every: 0, model: last"));
        // The embeddings of the last epoch are kept beside the best ones.
        assertThat(best.artifacts().resolve("triplet.djl.seed-1/epoch-002.npz")).exists();
        TrainedModel chosen = ModelFolder.read(model(best, "triplet"));
        TrainedModel after = ModelFolder.read(model(last, "triplet"));
        assertThat(chosen.description().origin().weights()).isEqualTo("best");
        assertThat(after.description().origin().weights()).isEqualTo("last");
        // The run without a selection tests the last weights, which are the same in every run.
        String weight = "network.1.linear.weight";
        float[] lastWeights =
                ModelFolder.read(model(run, "triplet")).weights().get(weight).toArray();
        assertThat(after.weights().get(weight).toArray()).containsExactly(lastWeights);
        TrainingRecord training = best.record(TrialRecord.class, "triplet.djl.seed-1")
                .orElseThrow()
                .training();
        assertThat(training.testedPoint().orElseThrow().step())
                .as("another point than the last is the best")
                .isLessThan(training.validation()
                        .get(training.validation().size() - 1)
                        .step());
        assertThat(chosen.weights().get(weight).toArray()).isNotEqualTo(lastWeights);
        assertThat(after.centers().orElseThrow().toArray())
                .containsExactly(ModelFolder.read(model(run, "triplet"))
                        .centers()
                        .orElseThrow()
                        .toArray());
        RunFolder unvalidated = train("unvalidated", "", "--set", "dataset=digits");
        assertThat(ModelFolder.describe(model(unvalidated, "softmax"))
                        .thresholds()
                        .absent())
                .hasValue("the trial has no validation part, see dataset.validation");
    }

    private static NpyArray epoch(String objective, int epoch, String array) {
        return Npz.read(epochFile(objective, epoch)).get(array);
    }

    private static Path epochFile(String objective, int epoch) {
        return run.artifacts().resolve(objective + ".djl.seed-1/epoch-00" + epoch + ".npz");
    }
}
