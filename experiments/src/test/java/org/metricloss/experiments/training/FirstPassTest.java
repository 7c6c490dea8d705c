package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.metricloss.core.contract.TestEngines;
import org.metricloss.core.data.Dataset;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.data.SampleSet;
import org.metricloss.core.engine.Engine;
import org.metricloss.core.engine.SessionRequest;
import org.metricloss.core.engine.TrainingSession;
import org.metricloss.core.engine.Weights;
import org.metricloss.core.loss.LossProvider;
import org.metricloss.core.loss.MetricLoss;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.loss.Parameters;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.network.NetworkPlan;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;
import org.metricloss.experiments.work.InProcess;
import org.metricloss.experiments.work.MemoryLimit;
import org.metricloss.experiments.work.RunExport;
import org.metricloss.experiments.work.RunProgress;
import org.metricloss.experiments.work.StudyRun;
import org.metricloss.experiments.work.WorkerSettings;
import org.metricloss.formats.NpyArray;
import org.metricloss.formats.Npz;
import org.metricloss.results.training.record.TrialRecord;

class FirstPassTest {
    private static final int D = 3;
    private static final int ABSENT = 7;
    private static final String CENTERS = "loss.center.centers";
    private static final Dataset DIGITS = Datasets.ofEnvironment().open(DatasetSettings.of("digits"), 1);

    /** Alpha 0 keeps the centers where they started; each batch has half of the classes. */
    private static final String FILE = """
            name: first-pass
            dataset: digits
            network: {name: mlp, embedding: 3}
            batch: {classes: 5, perClass: 4}
            optimizer: {type: sgd, learningRate: 0.01}
            budget: {epochs: 1}
            engines: [djl, tensorflow]
            seeds: [1]
            threads: 1
            objectives:
              center: [{loss: center, alpha: 0, initial: first-pass}]
              zero: [{loss: center, alpha: 0}]
            """;

    @TempDir
    private Path folder;

    static List<Engine> engines() {
        return TestEngines.all();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void centersStartAtTheMeansOfTheInitialEmbeddings(Engine engine) {
        SampleSet all = DIGITS.train();
        int[] kept = IntStream.range(0, all.size())
                .filter(i -> all.labels()[i] != ABSENT)
                .toArray();
        Dataset data = Dataset.of("no sevens", all.select(kept), DIGITS.test(), Normalization.CENTERED, List.of());
        SessionRequest request = request(data, Map.of("initial", "first-pass"));
        try (TrainingSession session = engine.open(request)) {
            assertThat(FirstPass.images(request, data)).isEqualTo(kept.length);
            Weights before = session.weights();
            assertThat(before.get(CENTERS).toArray()).containsOnly(0);
            float[] expected = means(session, data);

            FirstPass.of(session, request, data);

            Weights after = session.weights();
            float[] centers = after.get(CENTERS).toArray();
            assertThat(centers).hasSize(10 * D);
            for (int i = 0; i < centers.length; i++) {
                if (i / D == ABSENT) {
                    assertThat(centers[i]).as("a class without training images").isZero();
                } else {
                    // The means themselves were added up in float64; float32 keeps 1e-7 of numbers below 10.
                    assertThat(centers[i]).as("center %s", i).isNotZero().isCloseTo(expected[i], within(1e-6f));
                }
            }
            before.names().stream()
                    .filter(name -> !name.equals(CENTERS))
                    .forEach(name -> assertThat(after.get(name).toArray())
                            .as(name)
                            .isEqualTo(before.get(name).toArray()));
        }
    }

    @Test
    void nothingChangesWhereNoStateAsksForIt() {
        SessionRequest request = request(DIGITS, Map.of());
        try (TrainingSession session = engines().get(0).open(request)) {
            assertThat(FirstPass.images(request, DIGITS)).isZero();
            FirstPass.of(session, request, DIGITS);
            assertThat(session.weights().get(CENTERS).toArray()).containsOnly(0);
        }
    }

    @Test
    void trialStartsWithItOnEveryEngineAndRecordsStaleness() throws IOException {
        Path file = Files.writeString(folder.resolve("first-pass.yaml"), FILE);
        Experiment experiment = Experiment.read(file, List.of(), Available.onClassPath());
        TrainingWork work = new TrainingWork(Plan.of(experiment, Datasets.ofEnvironment()));
        StudyRun run = StudyRun.create(work, folder.resolve("runs"), "test", Optional.empty(), Optional.empty());
        WorkerSettings settings = WorkerSettings.inThisProcess(Duration.ofDays(1), Optional.empty());
        InProcess executor = new InProcess(work, run.folder(), RunProgress.QUIET, settings);
        run.run(executor, MemoryLimit.ofFreeMemory(), RunExport.NONE);

        Map<String, float[]> centers = new HashMap<>();
        for (TrialRecord trial : run.folder().records(TrialRecord.class)) {
            assertThat(trial.isFinished()).as(trial.id()).isTrue();
            Map<String, NpyArray> artifact =
                    Npz.read(run.folder().artifacts().resolve(trial.id()).resolve("epoch-001.npz"));
            centers.put(trial.id(), artifact.get("loss_center_centers").floats());
            Map<String, Double> diagnostics = trial.epochs().get(0).diagnostics();
            double largest = diagnostics.get("center.largestStaleness");
            // Ten classes are dealt in batches of five: each at least once in three steps, and not in every one.
            assertThat(largest).isBetween(1.0, 3.0).isEqualTo(Math.rint(largest));
            assertThat(diagnostics.get("center.meanStaleness")).isBetween(0.4, 1.0);
        }
        assertThat(centers).hasSize(4);
        assertThat(centers.get("zero.djl.seed-1")).containsOnly(0);
        float[] djl = centers.get("center.djl.seed-1");
        float[] expected;
        try (TrainingSession session = engines().get(0).open(request(DIGITS, Map.of()))) {
            expected = means(session, DIGITS);
        }
        assertThat(djl).doesNotContain(0).containsExactly(expected, within(1e-6f));
        assertThat(centers.get("center.tensorflow.seed-1")).containsExactly(djl, within(1e-6f));
    }

    /** [10, d], added up one image at a time. */
    private static float[] means(TrainingSession session, Dataset data) {
        double[] sums = new double[10 * D];
        int[] counts = new int[10];
        for (int i = 0; i < data.train().size(); i++) {
            float[] pixels = new float[data.inputShape().elements()];
            data.train().copy(new int[] {i}, data.scaling(), pixels);
            float[] embedding = session.embed(pixels, 1);
            int label = data.train().labels()[i];
            counts[label]++;
            for (int k = 0; k < D; k++) {
                sums[label * D + k] += embedding[k];
            }
        }
        float[] means = new float[sums.length];
        for (int i = 0; i < means.length; i++) {
            means[i] = (float) (sums[i] / counts[i / D]);
        }
        return means;
    }

    private static SessionRequest request(Dataset data, Map<String, ?> parameters) {
        NetworkPlan plan = NetworkPlan.of(NamedNetwork.MLP.withEmbedding(D), data.inputShape());
        MetricLoss center = LossProvider.all().get("center").create(Parameters.of(parameters));
        OptimizerSpec sgd = new OptimizerSpec.Sgd(0.01, 0, 0);
        return SessionRequest.fromSeed(plan, Objective.of("center", center), sgd, data.classCount(), 1, 1);
    }
}
