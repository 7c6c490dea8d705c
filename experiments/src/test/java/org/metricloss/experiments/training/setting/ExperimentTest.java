package org.metricloss.experiments.training.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.core.data.Holdout;
import org.metricloss.core.data.Normalization;
import org.metricloss.core.engine.Device;
import org.metricloss.core.loss.Objective;
import org.metricloss.core.network.Convolution;
import org.metricloss.core.network.InitialWeights;
import org.metricloss.core.network.Layer;
import org.metricloss.core.network.LayerTraining;
import org.metricloss.core.network.NamedNetwork;
import org.metricloss.core.optimizer.OptimizerSpec;
import org.metricloss.core.optimizer.Schedule;
import org.metricloss.datasets.DatasetSettings;
import org.metricloss.datasets.ImageSettings;
import org.metricloss.datasets.SplitSettings;

class ExperimentTest {
    @Test
    void ranksOfRecallAreStatedWhereTheyAreGiven() {
        Experiment standard = Examples.parse(Examples.quickstart());
        Experiment given = Examples.parse(Examples.quickstart(), "evaluation.recallAt=[1, 10, 100, 1000]");
        assertThat(standard.evaluation().recallAt()).containsExactly(1);
        assertThat(standard.canonicalText()).doesNotContain("recallAt");
        assertThat(given.evaluation().recallAt()).containsExactly(1, 10, 100, 1000);
        assertThat(given.canonicalText()).contains("\"recallAt\"");
    }

    @Test
    void quickstartIsReadWithItsDefaults() {
        Experiment experiment = Examples.parse(Examples.quickstart());

        assertThat(experiment.name()).isEqualTo("quickstart");
        assertThat(experiment.dataset())
                .isEqualTo(new DatasetSettings("digits", Optional.empty(), Normalization.CENTERED, Holdout.NONE));
        assertThat(experiment.network().layers()).isEqualTo(new NetworkSetting.Named(NamedNetwork.LENET, 2));
        assertThat(experiment.network().spec()).isEqualTo(NamedNetwork.LENET.withEmbedding(2));
        assertThat(experiment.batch()).isEqualTo(new BatchSetting.PerClass(10, 12));
        assertThat(experiment.batch().samples()).isEqualTo(120);
        assertThat(experiment.optimizer())
                .isEqualTo(new OptimizerSetting(new OptimizerSpec.Sgd(0.01, 0.9, 0.0005), Schedule.CONSTANT));
        assertThat(experiment.budget()).isEqualTo(new BudgetSetting(5));
        assertThat(experiment.engines()).containsExactly("djl");
        assertThat(experiment.seeds()).containsExactly(1L, 2L);
        assertThat(experiment.threads()).isEqualTo(2);
        assertThat(experiment.device()).isEqualTo(Device.CPU);
        assertThat(experiment.baseline()).isEqualTo("softmax");
        assertThat(experiment.evaluation()).isEqualTo(new EvaluationSetting(EvaluationDistance.OBJECTIVE, 2000));
        assertThat(experiment.artifacts()).isEqualTo(new ArtifactSetting(1, ArtifactSetting.ModelWeights.BEST));
        assertThat(experiment.objectives())
                .extracting(ObjectiveSetting::name)
                .containsExactly("softmax", "softmax+center", "contrastive", "triplet");
    }

    @Test
    void termKeepsItsParametersGivenAndDefaultInTheOrderTheyAreRead() {
        LossTerm triplet = Examples.parse(Examples.quickstart())
                .objectives()
                .get(3)
                .terms()
                .get(0);

        assertThat(triplet.loss()).isEqualTo("triplet");
        assertThat(triplet.parameters())
                .containsExactly(
                        entry("margin", "0.2"),
                        entry("alpha", "0.5"),
                        entry("mining", "hard"),
                        entry("squared", "false"));
        assertThat(triplet.term())
                .isEqualTo(new Objective.Term("triplet", 1, new ProbeLoss(0.2, 0.5, ProbeLoss.Mining.HARD, false)));
    }

    @Test
    void secondTermOfALossIsNumbered() {
        Objective objective =
                Examples.parse(Examples.everyKey()).objectives().get(1).objective();

        assertThat(objective.name()).isEqualTo("two. centers");
        assertThat(objective.terms()).extracting(Objective.Term::name).containsExactly("center", "triplet", "center-2");
        assertThat(objective.terms()).extracting(Objective.Term::weight).containsExactly(1.0, 1.0, 0.0);
    }

    @Test
    void imageFilesHaveSettingsOfTheirOwn() {
        String file = Examples.quickstart(
                "dataset: digits",
                "dataset: {type: folder, dir: faces, size: [112, 96], color: true, split: folders, test: 0.5, pairs: p.txt}");
        Experiment experiment = Examples.parse(file);
        assertThat(experiment.dataset())
                .isEqualTo(new DatasetSettings(
                        "folder",
                        Optional.of(Path.of("faces")),
                        Normalization.CENTERED,
                        Holdout.NONE,
                        new ImageSettings(112, 96, true),
                        new SplitSettings(
                                Optional.of(SplitSettings.Kind.FOLDERS),
                                0.5,
                                List.of(),
                                Optional.of(Path.of("p.txt")))));
        assertThat(Examples.parse(experiment.canonicalText())).isEqualTo(experiment);
        assertThat(Examples.parse(Examples.quickstart("dataset: digits", "dataset: {type: omniglot, size: 20}"))
                        .dataset()
                        .images()
                        .width())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{type: vectors, file: a.npz, normalize: none, validation: 0}",
                "{type: vectors, file: {train: a.npz, test: b.csv}, normalize: length, validation: 0.25}",
                "{type: vectors, file: a.npz, normalize: none, validation: 0, split: image, test: 0.5}",
                "{type: mnist, normalize: centered, validation: 0, testClasses: [\"3\", \"4\"]}",
                "{type: mnist, normalize: centered, validation: 0, split: class}",
                "{type: folder, dir: birds, normalize: centered, validation: 0, resize: 256, crop: [224, 200], color: true}",
                "{type: list, file: images.csv, normalize: centered, validation: 0, resize: 256, crop: [256, 256]}",
                "{type: list, dir: images, file: images.csv, normalize: centered, validation: 0, size: [32, 16]}",
                "{type: cub200, dir: birds, normalize: centered, validation: 0}",
                "{type: mnist, normalize: standard, mean: [0.13], std: [0.31], validation: 0}",
            })
    void theCanonicalTextStatesWhatWasSet(String dataset) {
        Experiment experiment = Examples.parse(Examples.quickstart("dataset: digits", "dataset: " + dataset));
        assertThat(experiment.canonicalText().replaceAll("[\\s\"]", "")).contains(dataset.replaceAll("[\\s\"]", ""));
        assertThat(Examples.parse(experiment.canonicalText())).isEqualTo(experiment);
    }

    @Test
    void aFolderThatIsDividedByClassAnywayKeepsItsText() {
        String folder = "dataset: {type: folder, dir: x%s}";
        assertThat(Examples.parse(Examples.quickstart("dataset: digits", folder.formatted(", split: class")))
                        .canonicalText())
                .isEqualTo(Examples.parse(Examples.quickstart("dataset: digits", folder.formatted("")))
                        .canonicalText());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {type: mnist, size: 20}               | unknown key 'size'; allowed: type, dir, normalize, validation, mean, std, split, test, testClasses
            {type: omniglot, color: true}         | unknown key 'color'; allowed: type, dir, normalize, validation, mean, std, size, resize, crop, split, test, testClasses
            {type: folder, dir: x, size: 0}       | size must be a whole number in [1, 1024], got 0
            {type: folder, dir: x, size: [1]}     | size must be a whole number or [height, width], got a list
            {type: folder, dir: x, test: 1}       | test must be a number in (0, 1), got 1
            {type: folder, dir: x, split: people} | split must be one of class, image, folders, got people
            {type: mnist, split: folders}         | split must be class for dataset mnist, got folders
            {type: vectors}                       | dataset vectors needs a file: {type: vectors, file: ...}
            {type: vectors, file: x, dir: y}      | unknown key 'dir'; allowed: type, normalize, validation, file, split, test, testClasses
            {type: vectors, file: x, normalize: unit} | normalize must be one of standard, none, length for vectors, got unit
            {type: mnist, normalize: length}      | normalize must be one of unit, centered, standard, channels for images, got length
            {type: vectors, file: {test: x}}      | the part train is missing
            {type: vectors, file: {train: x}}     | the part test is missing, or query and gallery in its place
            {type: vectors, file: {train: x, query: y}} | the parts query and gallery go together; gallery is missing
            {type: vectors, file: {train: x, qeury: y}} | unknown key 'qeury'; allowed: train, validation, test, query, gallery; did you mean 'query'?
            {type: vectors, file: [x]}            | file must be a file, or a mapping of parts to files, got a list
            {type: folder, dir: x, split: image, testClasses: [a]} | testClasses goes with split: class
            {type: folder, dir: x, resize: 256}   | resize and crop go together, in place of size
            {type: folder, dir: x, crop: 224}     | resize and crop go together, in place of size
            {type: folder, dir: x, resize: 256, crop: 224, size: 224} | resize and crop go together, in place of size
            {type: folder, dir: x, resize: 200, crop: [100, 224]} | images of 100 x 224 can be cut out if the shorter side is from 224 to 1024, got 200
            {type: vectors, file: x, resize: 256} | unknown key 'resize'; allowed: type, normalize, validation, file, split, test, testClasses
            {type: list}                          | dataset list needs a file: {type: list, file: ...}
            {type: list, file: {train: x, test: y}} | dataset list takes one file, in which the column 'part' states the parts
            {type: list, file: x, split: image}   | split must be class for dataset list, got image
            {type: sop, dir: x, test: 0.5}        | test goes with split: class, since sop comes with a test part
            {type: sop}                           | dataset sop needs a folder: {type: sop, dir: ...}
            {type: mnist, test: 0.5}              | test goes with split: class, since mnist comes with a test part
            {type: mnist, testClasses: [3], test: 0.5} | test and testClasses do not go together
            {type: mnist, testClasses: [3, 3]}    | testClasses must not contain 3 twice
            {type: mnist, mean: [0.5]}            | mean and std go together, and with normalize: standard
            {type: mnist, normalize: standard, mean: [0.5], std: [0.5, 0.5]} | mean and std must have one number for each channel, got 1 and 2
            {type: mnist, normalize: standard, mean: [0.5], std: [0]} | std[0] must be > 0, got 0
            """)
    void settingsOfImageFilesAreChecked(String dataset, String refusal) {
        assertThat(Examples.refusal(Examples.quickstart("dataset: digits", "dataset: " + dataset)))
                .endsWith(": " + refusal);
    }

    @Test
    void everyKeyIsRead() {
        Experiment experiment = Examples.parse(Examples.everyKey());

        assertThat(experiment.name()).isEqualTo("Every_key-1.0+x");
        assertThat(experiment.dataset())
                .isEqualTo(new DatasetSettings(
                        "idx",
                        Optional.of(Path.of("data/my \"own\" images: größe")),
                        Normalization.STANDARD,
                        new Holdout.Fraction(0.1)));
        assertThat(experiment.network().spec().name()).isEqualTo("small");
        assertThat(experiment.network().spec().layers())
                .containsExactly(
                        new Convolution(20, 5, 2),
                        new Layer.PRelu(),
                        new Layer.BatchNorm(),
                        new Layer.MaxPool(2),
                        new Convolution(8, 3, 0),
                        new Layer.MaxPool(3),
                        new Layer.Flatten(),
                        new Layer.Dropout(0.5),
                        new Layer.Linear(128, true),
                        new Layer.Relu(),
                        new Layer.Linear(2, false));
        assertThat(experiment.batch()).isEqualTo(new BatchSetting.Uniform(128));
        assertThat(experiment.optimizer())
                .isEqualTo(new OptimizerSetting(
                        new OptimizerSpec.Adam(1e-7, 0.8, 0.99, 1e-6, 0.01), new Schedule.Step(10, 0.5)));
        assertThat(experiment.engines()).containsExactly("tensorflow", "djl");
        assertThat(experiment.seeds()).containsExactly(Long.MIN_VALUE, Long.MAX_VALUE, 0L);
        assertThat(experiment.threads()).isEqualTo(256);
        assertThat(experiment.baseline()).isEqualTo("two. centers");
        assertThat(experiment.evaluation()).isEqualTo(new EvaluationSetting(EvaluationDistance.COSINE, 500));
        assertThat(experiment.artifacts()).isEqualTo(new ArtifactSetting(0, ArtifactSetting.ModelWeights.BEST));
        assertThat(experiment.objectives()).extracting(ObjectiveSetting::name).containsExactly("null", "two. centers");
    }

    @Test
    void namesMayBeWrittenShort() {
        Experiment experiment =
                Examples.parse(Examples.quickstart("network: {name: lenet, embedding: 2}", "network: lenet++"));

        assertThat(experiment.network().layers()).isEqualTo(new NetworkSetting.Named(NamedNetwork.LENET_PLUS_PLUS, 64));
    }

    @Test
    void validationIsAFractionOrACount() {
        assertThat(validation("500")).isEqualTo(new Holdout.Count(500));
        assertThat(validation("1")).isEqualTo(new Holdout.Count(1));
        assertThat(validation("0.25")).isEqualTo(new Holdout.Fraction(0.25));
        assertThat(validation("0.0")).isEqualTo(Holdout.NONE);
        assertThat(validation("0")).isEqualTo(Holdout.NONE);
    }

    private static Holdout validation(String given) {
        return Examples.parse(Examples.quickstart(), "dataset.validation=" + given)
                .dataset()
                .validation();
    }

    @Test
    void numbersAreReadInEveryDecimalSpelling() {
        for (String spelling : List.of("5.0e-4", "5e-4", "5E-4", "0.0005", ".0005", "+5.e-4")) {
            Experiment experiment = Examples.parse(Examples.quickstart("5.0e-4", spelling));
            assertThat(experiment.optimizer().spec()).as(spelling).isEqualTo(new OptimizerSpec.Sgd(0.01, 0.9, 5e-4));
        }
    }

    @Test
    void wordsThatOlderYamlTakesForFlagsAreNames() {
        assertThat(Examples.parse(Examples.quickstart("name: quickstart", "name: no"))
                        .name())
                .isEqualTo("no");
        assertThat(Examples.parse(Examples.quickstart("  contrastive:", "  on:"))
                        .objectives())
                .extracting(ObjectiveSetting::name)
                .contains("on");
    }

    @Test
    void byteOrderMarkAndWindowsLineEndsDoNotMoveLocations() {
        String text =
                "\uFEFF" + Examples.quickstart("margin: 0.2", "margin: -0.2").replace("\n", "\r\n");

        assertThat(Examples.refusal(text)).isEqualTo("test.yaml:14:44: margin must be > 0, got -0.2");
    }

    @Test
    void experimentChecksItself() {
        Experiment valid = Examples.parse(Examples.quickstart());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(valid, "..", List.of(1L), "softmax"))
                .withMessageStartingWith("name must be 1 to 64 letters");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(valid, "x", List.of(), "softmax"))
                .withMessage("seeds must not be empty");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(valid, "x", List.of(7L, 7L), "softmax"))
                .withMessage("seeds must not contain one twice, got [7, 7]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(valid, "x", List.of(1L), "center"))
                .withMessage("baseline must be one of the objectives [softmax, softmax+center, contrastive, triplet],"
                        + " got 'center'");
        assertThat(with(valid, "x", List.of(1L), "triplet").baseline()).isEqualTo("triplet");
    }

    private static Experiment with(Experiment e, String name, List<Long> seeds, String baseline) {
        return new Experiment(
                name,
                e.dataset(),
                e.network(),
                e.batch(),
                e.augment(),
                e.optimizer(),
                e.budget(),
                e.engines(),
                seeds,
                e.threads(),
                e.device(),
                baseline,
                e.evaluation(),
                e.artifacts(),
                e.earlyStopping(),
                e.select(),
                e.objectives(),
                e.equivalence(),
                e.tune());
    }

    @Test
    void aFileStatesInitialWeightsAndATextOfOlderVersionsKeepsItsOwn(@TempDir Path folder) throws IOException {
        String text = Examples.quickstart("name: lenet, embedding: 2", "name: lenet++, embedding: 2");
        Path file = Files.writeString(folder.resolve("experiment.yaml"), text);
        Experiment read = Experiment.read(file, List.of(), Examples.AVAILABLE);
        assertThat(read.network().spec().initial()).isEqualTo(InitialWeights.XAVIER);
        assertThat(read.canonicalText()).contains("\"initial\": \"xavier\"");
        Experiment stored = Examples.parse(text);
        assertThat(stored.network().spec().initial()).isEqualTo(InitialWeights.UNIFORM);
        assertThat(stored.canonicalText()).doesNotContain("initial\":");
        assertThat(Examples.parse(read.canonicalText())).isEqualTo(read);
        assertThat(Experiment.read(file, List.of("network.initial=he"), Examples.AVAILABLE)
                        .network()
                        .spec()
                        .initial())
                .isEqualTo(InitialWeights.HE);
    }

    @Test
    void layersAreTrainedAsTheFileSays() {
        Experiment experiment = Examples.parse(
                Examples.quickstart(),
                "network={name: lenet, biases: {rate: 2, decay: 0}, freeze: [0-2, 4], rates: [{layers: 3-5, factor: 0.1}]}");
        assertThat(experiment.network().training())
                .isEqualTo(new LayerTraining(
                        2,
                        0,
                        List.of(new LayerTraining.LayerRange(0, 2), new LayerTraining.LayerRange(4, 4)),
                        List.of(new LayerTraining.Rate(new LayerTraining.LayerRange(3, 5), 0.1))));
        assertThat(Examples.parse(experiment.canonicalText())).isEqualTo(experiment);
    }
}
