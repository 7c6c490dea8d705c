package org.metricloss.experiments.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.metricloss.datasets.Datasets;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.training.setting.Experiment;

class ArtifactSizeTest {
    private static final String FILE = """
            name: size
            dataset: digits
            network: {name: linear, embedding: 3}
            batch: {size: 100}
            optimizer: {type: sgd, learningRate: 0.01}
            budget: {epochs: 4}
            seeds: [1]
            objectives:
              triplet: [{loss: triplet}]
              softmax: [{loss: softmax}]
            """;

    /** The classifier of softmax: the weights and the bias of ten classes. */
    private static final long STATE = 10 * 3 + 10;

    private static final long WEIGHTS = 64 * 3 + 3 + STATE;

    private static Plan plan(String... overrides) {
        Experiment experiment = Experiment.parse("test", FILE, List.of(overrides), Available.onClassPath());
        return Plan.withoutEngines(experiment, Datasets.ofEnvironment());
    }

    private static long numbers(String... overrides) {
        return ArtifactSize.bytes(plan(overrides)) / Float.BYTES;
    }

    /** Each embedding has a label and a predicted class. */
    private static long snapshot(String... overrides) {
        return plan(overrides).amounts().embeddedImages() * (3L + 2) + STATE;
    }

    @Test
    void countsEveryStoredEpochAndTheModelWithItsClassCenters() {
        assertThat(numbers()).isEqualTo(4 * snapshot() + WEIGHTS + 10 * 3);
        assertThat(numbers("artifacts.model=none")).isEqualTo(4 * snapshot());
        assertThat(numbers("artifacts={every: 3, model: none}")).isEqualTo(2 * snapshot());
        assertThat(numbers("artifacts={every: 0, model: none}")).isEqualTo(snapshot());
    }

    @Test
    void countsTheWeightsThatEnginesAreComparedBy() {
        assertThat(numbers("artifacts.model=none", "engines=[djl, tensorflow]"))
                .isEqualTo(4 * snapshot() + (4 + 1) * WEIGHTS);
    }

    @Test
    void countsTheBestWeightsBesideTheLast() {
        String validation = "dataset={type: digits, validation: 0.1}";
        assertThat(numbers("artifacts.model=none", "select=best", validation)).isEqualTo(5 * snapshot(validation));
    }

    /** How many epochs fit into a time is known only when it has passed. */
    @Test
    void countsOneEpochIfOnlyTimeLimitsThem() {
        assertThat(numbers("budget={seconds: 60}", "artifacts.model=none")).isEqualTo(snapshot());
    }
}
