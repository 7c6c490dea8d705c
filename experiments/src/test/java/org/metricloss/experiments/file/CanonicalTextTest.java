package org.metricloss.experiments.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.cost.CostExperiment;
import org.metricloss.experiments.training.setting.Experiment;

/** Texts from the manifests of runs that older versions wrote: the hash in every run's name is of this text. */
class CanonicalTextTest {
    private static final Path FOLDER = Path.of("src", "test", "resources", "canonical");
    private static final Available AVAILABLE = Available.onClassPath();

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "lambda-sweep", "omniglot-openset", "training-cost", "tune-quick"})
    void anExperimentOfAnOlderRunIsWrittenAgainByteForByte(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".json"));
        Experiment experiment = Experiment.parse(name, text, List.of(), AVAILABLE);
        assertThat(experiment.name()).isEqualTo(name);
        assertThat(experiment.canonicalText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = "cost-quick")
    void aCostStudyOfAnOlderRunIsWrittenAgainByteForByte(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".json"));
        CostExperiment study = CostExperiment.parse(name, text, List.of(), AVAILABLE);
        assertThat(study.name()).isEqualTo(name);
        assertThat(study.canonicalText()).isEqualTo(text);
    }
}
