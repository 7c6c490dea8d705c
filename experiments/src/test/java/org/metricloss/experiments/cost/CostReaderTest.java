package org.metricloss.experiments.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.experiments.cli.LossNames;
import org.metricloss.experiments.file.Available;
import org.metricloss.experiments.file.ExperimentFileException;
import org.metricloss.experiments.file.StudyFile;
import org.metricloss.experiments.training.setting.Examples;

class CostReaderTest {
    private static final Available AVAILABLE = Available.onClassPath();
    private static final String FILE = """
        study: cost
        name: small
        engines: [djl, tensorflow]
        classes: [10]
        sizes: [64, 128]
        timing: {rounds: 2, seconds: 0.5}
        losses:
          center: {loss: center, alpha: 0.25}
          triplet:
            loss: triplet
            mining: hard
            margin: 0.3
            algorithms: {exact: [512, 256], explicit: [32]}
          pairs: {loss: contrastive, algorithms: [enumerate, exact]}
        """;

    private static final List<String> STUDIES = List.of("cost", "training");

    private static CostExperiment parse(String text, String... overrides) {
        return CostExperiment.parse("cost.yaml", text, List.of(overrides), AVAILABLE);
    }

    @Test
    void everyAlgorithmOfALossIsASeries() {
        List<CostSeries> series = parse(FILE).series();
        assertThat(series)
                .extracting(each -> each.name() + " " + each.algorithm() + " " + each.sizes())
                .containsExactly(
                        "center direct [64, 128]",
                        "triplet exact [256, 512]",
                        "triplet explicit [32]",
                        "pairs exact [64, 128]",
                        "pairs enumerate [64, 128]");
        assertThat(series.get(0).parameters()).containsEntry("alpha", "0.25");
        assertThat(series.get(1).parameters())
                .containsEntry("mining", "hard")
                .containsEntry("algorithm", "exact")
                .containsEntry("margin", "0.3");
        assertThat(series.get(1).loss().listedTuples()).isEmpty();
        assertThat(series.get(2).parameters())
                .containsEntry("mining", "explicit")
                .containsEntry("margin", "0.3");
        assertThat(series.get(2).loss().listedTuples()).isPresent();
    }

    @Test
    void whatIsLeftOutHasItsDefault() {
        CostExperiment study = parse(FILE);
        assertThat(study.baseline()).isEqualTo("center");
        assertThat(study.dimensions()).containsExactly(128);
        assertThat(study.timing()).isEqualTo(new CostTiming(2, 5, 0.5, 0.5, 60));
        assertThat(study.classes(512, 10)).isEqualTo(10);
        CostExperiment perClass = parse(FILE.replace("classes: [10]", "perClass: [8]"));
        assertThat(perClass.classes(512, 8)).isEqualTo(64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "experiments/configs/cost-quick.yaml",
                "experiments/configs/cost-full.yaml",
                "experiments/configs/cost-losses.yaml",
                "experiments/configs/cost-classes.yaml"
            })
    void canonicalTextIsReadBackAsTheSameStudy(String file) {
        for (CostExperiment study :
                List.of(parse(FILE), CostExperiment.read(Path.of("..").resolve(file), List.of("seed=7"), AVAILABLE))) {
            String text = study.canonicalText();
            CostExperiment again = parse(text);
            assertThat(again).isEqualTo(study);
            assertThat(again.canonicalText()).isEqualTo(text).startsWith("{\n  \"study\": \"cost\"");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        classes: [10]            | classes: [10, 10]          | 4:15: classes must not contain 10 twice
        classes: [10]            | perClas: [10]              | 4:1: unknown key 'perClas'; allowed: study, name, engines, threads, device, seed, dimensions, classes, perClass, sizes, network, sampleTuples, timing, baseline, losses; did you mean 'perClass'?
        sizes: [64, 128]         | perClass: [2]              | 1:1: a cost study has either 'classes' or 'perClass': the number that stays constant as the number of samples grows
        sizes: [64, 128]         | sizes: [64, 8]             | 5:13: sizes[1] must be at least the 10 classes, got 8
        classes: [10]            | perClass: [24]             | 5:9: sizes[0] must be a multiple of the 24 samples per class, got 64
        sizes: [64, 128]         | sizes: [64, 1.5]           | 5:13: sizes[1] must be a whole number in [2, 1048576], got 1.5
        seconds: 0.5             | seconds: -1                | 6:30: seconds must be in [0, 600], got -1
        loss: center,            | loss: centre,              | 8:18: no loss 'centre'; available: LOSSES; did you mean 'center'?
        alpha: 0.25              | algorithms: [exact]        | 8:38: loss center has no algorithms to choose from
        alpha: 0.25              | alpa: 0.25                 | 8:26: unknown key 'alpa' of loss center; allowed: loss, algorithms, sizes, update, alpha, reduction, initial; did you mean 'alpha'?
        margin: 0.3              | algorithm: exact           | 12:16: in a cost study write algorithms: [exact]
        mining: hard             | mining: explicit           | 11:13: in a cost study write algorithms: [explicit]
        [enumerate, exact]       | [enumerate, fast]          | 14:54: no algorithm 'fast'; available: exact, enumerate, explicit
        name: small              | name: small/er             | 2:7: name must be 1 to 64 letters, digits, '.', '_', '-' or '+', not beginning with '.' or '-', got small/er
        study: cost              | study: price               | 1:8: study must be cost, got price
        """)
    void mistakeIsAnsweredWithItsPlaceAndWhatIsAllowed(String text, String replacement, String refusal) {
        assertThat(FILE).containsOnlyOnce(text);
        Throwable thrown = catchThrowable(() -> parse(FILE.replace(text, replacement)));
        assertThat(thrown).isInstanceOf(ExperimentFileException.class).hasMessage("cost.yaml:" + LossNames.in(refusal));
    }

    @Test
    void sizesMustStandSomewhere() {
        Throwable thrown = catchThrowable(() -> parse(FILE.replace("sizes: [64, 128]\n", "")));
        assertThat(thrown).hasMessage("cost.yaml:7:11: missing key 'sizes', here or for all losses");
    }

    @Test
    void overrideChangesAValue() {
        CostExperiment study = parse(FILE, "timing.rounds=5", "losses.triplet.algorithms.exact=[1024]");
        assertThat(study.timing().rounds()).isEqualTo(5);
        assertThat(study.series().get(1).sizes()).containsExactly(1024);
    }

    @Test
    void fileSaysWhatItDescribes(@TempDir Path folder) throws IOException {
        assertThat(StudyFile.of(Files.writeString(folder.resolve("cost.yaml"), FILE), STUDIES))
                .isEqualTo("cost");
        Path training = Files.writeString(folder.resolve("quickstart.yaml"), Examples.quickstart());
        assertThat(StudyFile.of(training, STUDIES)).isEqualTo("training");
        assertThat(catchThrowable(() -> StudyFile.of(
                        Files.writeString(folder.resolve("other.yaml"), FILE.replace("study: cost", "study: costs")),
                        STUDIES)))
                .hasMessageEndingWith(
                        "other.yaml:1:8: no study 'costs'; available: cost, training; did you mean 'cost'?");
    }
}
