package org.metricloss.experiments.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.metricloss.datasets.IdxBytes;

/** What cannot be run is answered with exit code 2 and one line that says what to mend, and leaves nothing behind. */
class BadInputTest {
    private static final String DIGITS = """
            name: bad
            dataset: digits
            network: {name: mlp, embedding: 4}
            batch: {classes: 2, perClass: 3}
            optimizer: {type: sgd, learningRate: 0.05}
            budget: {epochs: 1}
            seeds: [1]
            objectives:
              softmax: [{loss: softmax}]
            """;
    private static final String IDX = DIGITS.replace("dataset: digits", "dataset: {type: idx, dir: data}");
    private static final int TRAIN = 12;
    private static final int TEST = 6;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            batch.classes=11        | --set batch.classes=11:15: classes per batch must be at most 10, the number of classes with training images, got 11
            batch={classes: 10, perClass: 200, smallClasses: refuse} | --set batch={classes: 10, perClass: 200, smallClasses: refuse}:31: images per class must be at most 140, the number of training images of class '8', got 200
            batch={size: 10, smallClasses: skip} | --set batch={size: 10, smallClasses: skip}:32: smallClasses goes with classes and perClass, not with size
            dataset.validation=1435 | exp.yaml:2:10: dataset 'digits': validation must leave each class a training image: at most 1432 of 1442 images, got 1435
            network.embedding=0     | --set network.embedding=0:19: embedding must be a whole number in [1, 65536], got 0
            network.name=lenet3     | --set network.name=lenet3:14: no network 'lenet3'; available: linear, mlp, lenet, lenet++, conv4, resnet8, resnet18, resnet18-small, resnet50, center-face; did you mean 'lenet'?
            dataset=mnits           | --set dataset=mnits:9: no dataset 'mnits'; available: digits, mnist, fashion-mnist, kmnist, idx, omniglot, folder, list, cub200, cars196, sop, inshop, vectors; did you mean 'mnist'?
            engines=[jax]           | --set engines=[jax]:10: no engine 'jax'; available: djl, tensorflow
            objectives.a=[{loss: x}] | --set objectives.a=[{loss: x}]:22: no loss 'x'; available: LOSSES; a loss of your own is found if META-INF/services/org.metricloss.core.loss.LossProvider names its provider
            objectives.a=[{loss: center, decay: 1}] | --set objectives.a=[{loss: center, decay: 1}]:30: decay goes only with update: solver
            objectives.a=[{loss: center, update: solver, momentum: 1}] | --set objectives.a=[{loss: center, update: solver, momentum: 1}]:56: momentum must be in [0, 1), got 1
            objectives.a=[{loss: contrastive, pairs: explicit}] | --set objectives.a=[{loss: contrastive, pairs: explicit}]:15: loss contrastive needs listed pairs, but the batch lists none; use batch: {pairs: ...}
            objectives.a=[{loss: triplet, mining: explicit}] | --set objectives.a=[{loss: triplet, mining: explicit}]:15: loss triplet needs listed triplets, but the batch lists none; use batch: {triplets: ...}
            batch.pairs=64          | --set batch.pairs=64:13: pairs cannot be combined with classes and perClass; a batch is one of {size: ...}, {classes: ..., perClass: ...}, {pairs: ...} and {triplets: ...}
            colour=red              | --set colour=red:1: unknown key 'colour'; allowed: study, name, dataset, network, batch, augment, optimizer, budget, engines, seeds, threads, device, baseline, evaluation, artifacts, earlyStopping, select, objectives, equivalence, tune
            evaluation.fgsm=[0]     | --set evaluation.fgsm=[0]:18: fgsm[0] must be a number in [0.0001, 1], got 0
            equivalence={margin: 1} | --set equivalence={margin: 1}:13: equivalence compares engines, and there is only djl; name two under engines
            evaluation.pairs={count: 30} | --set evaluation.pairs={count: 30}:18: count must be a multiple of twice the number of folds, got 30 pairs in 10 folds
            budget.epochs=many      | --set budget.epochs=many:15: epochs must be a whole number in [1, 1000000], got many
            optimizer.momentum=1    | --set optimizer.momentum=1:20: momentum must be in [0, 1), got 1
            name=../up              | --set name=../up:6: name must be 1 to 64 letters, digits, '.', '_', '-' or '+', not beginning with '.' or '-', got ../up
            """)
    void aSettingIsRefusedAtItsPlace(String override, String refusal) throws IOException {
        assertThat(refusal(DIGITS, "--set", override)).isEqualTo(LossNames.in(refusal));
    }

    @Test
    void aNetworkTooDeepForTheImagesIsRefusedWithTheLayer() throws IOException {
        String deep = DIGITS.replace(
                "network: {name: mlp, embedding: 4}",
                "network: {layers: [{max-pool: 2}, {max-pool: 2}, {max-pool: 2}, {max-pool: 2}, flatten]}");
        assertThat(refusal(deep))
                .isEqualTo(
                        "exp.yaml:3:10: network 'custom' does not fit inputs of [1, 8, 8]: layer 4: the image is only"
                                + " 1 x 1 at this max-pool layer, which leaves no output");
    }

    @Test
    void tooFewImagesOfAClassAreRefusedWithTheClass() throws IOException {
        writeData();
        byte[] labels = IdxBytes.labels(TRAIN, 3);
        labels[labels.length - 1] = 0; // Now class 2 has one image less than the others.
        IdxBytes.write(data(), "train-labels-idx1-ubyte", labels);
        assertThat(refusal(IDX, "--set", "batch={classes: 3, perClass: 4, smallClasses: refuse}"))
                .isEqualTo(
                        "--set batch={classes: 3, perClass: 4, smallClasses: refuse}:30: images per class must be at most 3,"
                                + " the number of training images of class '2', got 4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pairs", "triplets"})
    void tuplesWithoutANegativeOrAPositiveAreRefused(String tuples) throws IOException {
        writeData();
        String batch = "--set batch={%s: 2}:7: ".formatted(tuples);
        IdxBytes.write(data(), "train-labels-idx1-ubyte", IdxBytes.labels(TRAIN, 1));
        IdxBytes.write(data(), "t10k-labels-idx1-ubyte", IdxBytes.labels(TEST, 1));
        assertThat(refusal(IDX, "--set", "batch={%s: 2}".formatted(tuples)))
                .isEqualTo(batch + tuples + " need training images of at least 2 classes, got 1");
        IdxBytes.write(data(), "train-labels-idx1-ubyte", IdxBytes.labels(TRAIN, TRAIN));
        assertThat(refusal(IDX, "--set", "batch={%s: 2}".formatted(tuples)))
                .isEqualTo(
                        batch + tuples + " need a class with at least 2 training images, but every class has only 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nt-xent", "triplet", "smooth-ap"})
    void aLossOfPairsIsRefusedWhereNoBatchHasTwoSamplesOfAClass(String loss) throws IOException {
        String objective = "objectives.a=[{loss: %s}]".formatted(loss);
        assertThat(refusal(DIGITS, "--set", "batch={classes: 4, perClass: 1}", "--set", objective))
                .startsWith("--set " + objective)
                .endsWith(": loss " + loss + " needs two samples of a class, but no batch has them;"
                        + " use batch: {classes: ..., perClass: ...} with perClass at least 2");
    }

    @Test
    void aBatchOfOneImageIsRefusedWhereItIsNormalisedOver() throws IOException {
        String network = "network={name: normalised, layers: [flatten, batch-norm, {linear: {outputs: 4}}]}";
        assertThat(refusal(DIGITS, "--set", network, "--set", "batch={size: 131}"))
                .isEqualTo(
                        "--set batch={size: 131}:7: layer 1 (batch-norm) normalises over the images of a batch alone,"
                                + " so each batch needs at least 2, but of 1442 training images one is left for the last batch:"
                                + " choose another size");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--retries", "--silence", "--worker-memory"})
    void optionsOfWorkersAreRefusedWithoutThem(String option) throws IOException {
        assertThat(refusal(DIGITS, option, "5")).startsWith(option + " needs worker processes, got --workers 0");
    }

    @Test
    void tuplesOfAnotherKindAreRefused() throws IOException {
        assertThat(refusal(
                        DIGITS,
                        "--set",
                        "batch={triplets: 8}",
                        "--set",
                        "objectives.softmax=[{loss: softmax}, {loss: contrastive, pairs: explicit}]"))
                .isEqualTo("--set objectives.softmax=[{loss: softmax}, {loss: contrastive, pairs: explicit}]:38: loss"
                        + " contrastive needs listed pairs, but the batch lists triplets; use batch: {pairs: ...}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"idx", "mnist", "kmnist"})
    void aMissingDataFolderIsNamed(String type) throws IOException {
        assertThat(refusal(IDX, "--set", "dataset.type=" + type)).isEqualTo("exp.yaml:2:10: data: no such folder");
    }

    @Test
    void missingDataFilesAreNamed() throws IOException {
        writeData();
        Files.delete(data().resolve("t10k-labels-idx1-ubyte"));
        assertThat(refusal(IDX))
                .startsWith("exp.yaml:2:10: data: must hold the files train-images-idx3-ubyte, ")
                .endsWith("missing: t10k-labels-idx1-ubyte");
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        writeData();
        byte[] images = IdxBytes.images(TRAIN, 8, 8, 1);
        IdxBytes.write(data(), "train-images-idx3-ubyte", Arrays.copyOf(images, images.length - 5));
        assertThat(refusal(IDX))
                .startsWith("exp.yaml:2:10: data/train-images-idx3-ubyte: ")
                .contains("768", "763");
    }

    @Test
    void aWrongMagicNumberIsRefused() throws IOException {
        writeData();
        IdxBytes.write(data(), "train-images-idx3-ubyte", IdxBytes.file(new byte[64], 0x903, 1, 8, 8));
        assertThat(refusal(IDX))
                .isEqualTo("exp.yaml:2:10: data/train-images-idx3-ubyte: not an IDX file of images: its magic number"
                        + " must be 0x00000803, found 0x00000903");
    }

    @Test
    void aHeaderThatPromisesTwoBillionImagesIsRefused() throws IOException {
        writeData();
        IdxBytes.write(data(), "train-images-idx3-ubyte", IdxBytes.file(new byte[64], 0x803, Integer.MIN_VALUE, 8, 8));
        assertThat(refusal(IDX))
                .startsWith("exp.yaml:2:10: data/train-images-idx3-ubyte: ")
                .contains("2147483648");
    }

    @Test
    void unequalCountsOfImagesAndLabelsAreRefused() throws IOException {
        writeData();
        IdxBytes.write(data(), "train-labels-idx1-ubyte", IdxBytes.labels(TRAIN - 1, 3));
        assertThat(refusal(IDX))
                .isEqualTo("exp.yaml:2:10: data/train-images-idx3-ubyte: there must be as many images as labels, found"
                        + " 12 images and 11 labels");
    }

    @Test
    void aTestLabelThatIsNoTrainingLabelIsRefused() throws IOException {
        writeData();
        IdxBytes.write(data(), "t10k-labels-idx1-ubyte", IdxBytes.labels(TEST, 4));
        assertThat(refusal(IDX))
                .isEqualTo("exp.yaml:2:10: data/t10k-labels-idx1-ubyte: label must be one of the training labels"
                        + " [0, 1, 2], found 3 at position 3");
    }

    /** The right format and size, and not the published content. */
    @Test
    void filesThatAreNotThePublishedOnesAreRefused() throws IOException {
        IdxBytes.write(data(), "train-images-idx3-ubyte", IdxBytes.images(60_000, 28, 28, 1));
        IdxBytes.write(data(), "train-labels-idx1-ubyte", IdxBytes.labels(60_000, 10));
        IdxBytes.write(data(), "t10k-images-idx3-ubyte", IdxBytes.images(10_000, 28, 28, 2));
        IdxBytes.write(data(), "t10k-labels-idx1-ubyte", IdxBytes.labels(10_000, 10));
        assertThat(refusal(IDX, "--set", "dataset.type=mnist"))
                .startsWith("exp.yaml:2:10: data/train-images-idx3-ubyte: ")
                .containsIgnoringCase("sha-256");
    }

    @Test
    void aFileInPlaceOfTheResultsFolderIsNamed() throws IOException {
        Path results = Files.createFile(folder.resolve("results"));
        assertThat(failure(DIGITS))
                .startsWith("cannot create a run folder in results: ")
                .contains("results");
        assertThat(results).isEmptyFile();
    }

    @Test
    void aHugeExperimentFileIsRefusedUnread() throws IOException {
        assertThat(refusal(DIGITS + "#".repeat(10 << 20)))
                .isEqualTo("exp.yaml: is too large: an experiment file has at most 1048576 bytes");
    }

    @Test
    void anAliasBombIsRefused() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            String alias = "*a" + (i - 1);
            bomb.append("a%s: &a%s [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, alias))));
        }
        assertThat(refusal(bomb.toString())).startsWith("exp.yaml:1:5: ").contains("anchor");
    }

    @Test
    void aMissingExperimentFileIsNamed() {
        Outcome outcome = execute("run", "nowhere.yaml");
        assertThat(outcome).isEqualTo(new Outcome(Main.BAD_INPUT, "", "error: nowhere.yaml: no such file\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            run                 | Missing required parameter: 'FILE'; see metricloss run --help
            train               | Unmatched argument at index 0: 'train'; see metricloss --help
            run a.yaml --nosuch | Unknown option: '--nosuch'; see metricloss run --help
            runn a.yaml         | Unmatched arguments from index 0: 'runn', 'a.yaml'; did you mean 'run'? See metricloss --help
            repotr x            | Unmatched arguments from index 0: 'repotr', 'x'; did you mean 'report'? See metricloss --help
            run a.yaml --resluts=x | Unknown option: '--resluts=x'; did you mean '--results'? See metricloss run --help
            list lossses        | Invalid value for positional parameter at index 0 (KIND): no list 'lossses'; available: losses, engines, datasets, networks, settings, runs; did you mean 'losses'?; see metricloss list --help
            list planets        | Invalid value for positional parameter at index 0 (KIND): no list 'planets'; available: losses, engines, datasets, networks, settings, runs; see metricloss list --help
            run a.yaml --set    | Missing required parameter for option '--set' (PATH=VALUE); see metricloss run --help
            """)
    void aMisspeltCommandIsAnsweredWithAHint(String arguments, String refusal) {
        Outcome outcome = execute(arguments.split(" "));
        assertThat(outcome).isEqualTo(new Outcome(Main.BAD_INPUT, "", "error: " + refusal + "\n"));
    }

    /** A name that begins with @ is no file of arguments. */
    @Test
    void anAtSignIsPartOfAName() throws IOException {
        Path file = Files.writeString(folder.resolve("arguments"), "--help");
        assertThat(execute("run", "@" + file))
                .isEqualTo(new Outcome(Main.BAD_INPUT, "", "error: @" + file + ": no such file\n"));
    }

    /** Both commands that read a file refuse in the same words. */
    @Test
    void checkRefusesAsRunDoes() throws IOException {
        Files.writeString(folder.resolve("exp.yaml"), DIGITS);
        Outcome outcome = execute("check", folder.resolve("exp.yaml").toString(), "--set", "batch.classes=11");
        assertThat(outcome.code).isEqualTo(Main.BAD_INPUT);
        assertThat(outcome.err).isEqualTo("error: " + refusal(DIGITS, "--set", "batch.classes=11") + "\n");
    }

    private Path data() {
        return folder.resolve("data");
    }

    /** A sound data set of three classes. */
    private void writeData() {
        IdxBytes.write(data(), "train-images-idx3-ubyte", IdxBytes.images(TRAIN, 8, 8, 1));
        IdxBytes.write(data(), "train-labels-idx1-ubyte", IdxBytes.labels(TRAIN, 3));
        IdxBytes.write(data(), "t10k-images-idx3-ubyte", IdxBytes.images(TEST, 8, 8, 2));
        IdxBytes.write(data(), "t10k-labels-idx1-ubyte", IdxBytes.labels(TEST, 3));
    }

    /** {@return the one line that a run is refused with; it must leave no results} */
    private String refusal(String text, String... options) throws IOException {
        String line = failure(text, options);
        assertThat(folder.resolve("results")).doesNotExist();
        return line;
    }

    private String failure(String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("exp.yaml"), text.replace("dir: data", "dir: '" + data() + "'"));
        List<String> arguments = new ArrayList<>(List.of("run", "--workers", "0", file.toString()));
        arguments.addAll(List.of("--results", folder.resolve("results").toString()));
        arguments.addAll(List.of(options));
        Outcome outcome = execute(arguments.toArray(String[]::new));
        assertThat(outcome.code).as(outcome.err).isEqualTo(Main.BAD_INPUT);
        assertThat(outcome.out).isEmpty();
        assertThat(outcome.err).startsWith("error: ").endsWith("\n").containsOnlyOnce("\n");
        return outcome.err.strip().substring("error: ".length()).replace(folder + "/", "");
    }

    /** What a command left: its exit code, and what it printed. */
    private record Outcome(int code, String out, String err) {}

    private static Outcome execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Outcome(code, out.toString(), err.toString());
    }
}
